import type { SimulatedDay } from "./simulated-log.ts";

/** What `import-log.ts` is to do: days of a simulated log into a workspace. */
export interface ImportPlan {
  readonly log: string;
  readonly workspace: string;
  readonly days: readonly SimulatedDay[];
  /** Rows that are left out, as a condition on their columns; null: none are. */
  readonly leaveOut: string | null;
}

/** Rows of a day's file, from one to before another. */
export interface Slice {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/** Rows of one part, as `cosmo import events` cuts them. */
export const rowsPerPart = 500_000;

/** What goes into each part: days one behind the other, cut where a part is full. */
export function slicesOf(
  days: readonly Pick<SimulatedDay, "day" | "rows">[],
  most: number,
): readonly (readonly Slice[])[] {
  const parts: Slice[][] = [];
  let room = 0;
  for (const { day, rows } of days) {
    for (let from = 0; from < rows; ) {
      if (room === 0) {
        parts.push([]);
        room = most;
      }
      const to = Math.min(rows, from + room);
      parts.at(-1)?.push({ day, from, to });
      room -= to - from;
      from = to;
    }
  }
  return parts;
}
