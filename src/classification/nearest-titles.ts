import { cosine } from "../encoder/cosine.ts";

/** Titles that vote. */
const voters = 10;

/** A title whose type is sure. */
export interface TypedTitle {
  readonly vector: Float32Array;
  readonly type: string;
}

export interface NearestType {
  readonly type: string;
  /** How many of the ten nearest titles have it. */
  readonly votes: number;
}

/** The type that most of the ten nearest titles have; of equals that of the nearest. Undefined where there are fewer titles. */
export function nearestType(
  vector: Float32Array,
  typed: readonly TypedTitle[],
): NearestType | undefined {
  if (typed.length < voters) return undefined;
  const nearest: { readonly type: string; readonly near: number }[] = [];
  for (const title of typed) {
    const near = cosine(vector, title.vector);
    if (nearest.length === voters && near <= (nearest.at(-1)?.near ?? 0)) continue;
    const place = nearest.findIndex((other) => near > other.near);
    nearest.splice(place === -1 ? nearest.length : place, 0, { type: title.type, near });
    if (nearest.length > voters) nearest.pop();
  }
  const votes = new Map<string, number>();
  for (const { type } of nearest) votes.set(type, (votes.get(type) ?? 0) + 1);
  const [most] = [...votes].toSorted(([, one], [, other]) => other - one);
  return most === undefined ? undefined : { type: most[0], votes: most[1] };
}
