/** When a call was in flight. */
export interface CallTime {
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: number;
  readonly milliseconds: number;
}

/** Adds the seconds in which a call was in flight. */
export function addBusySeconds(busy: Set<number>, { startedAt, milliseconds }: CallTime): void {
  const last = Math.floor((startedAt + milliseconds) / 1000);
  for (let second = Math.floor(startedAt / 1000); second <= last; second++) busy.add(second);
}
