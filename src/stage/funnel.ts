import { ownValue } from "../domain/own-value.ts";
import type { FunnelRow } from "./stage.ts";

/** Funnel rows from what came out and what was dropped, by group; what went in is their sum. */
export function funnelOf(
  groups: readonly string[],
  rowsOut: Readonly<Record<string, number>>,
  dropped: Readonly<Record<string, Readonly<Record<string, number>>>>,
): readonly FunnelRow[] {
  return groups.map((group) => {
    const out = ownValue(rowsOut, group) ?? 0;
    const reasons = ownValue(dropped, group) ?? {};
    const lost = Object.values(reasons).reduce((sum, count) => sum + count, 0);
    return { group, rowsIn: out + lost, dropped: reasons, rowsOut: out };
  });
}

/** One row for all groups. */
export function totalOf(rows: readonly FunnelRow[]): FunnelRow {
  const dropped: Record<string, number> = {};
  for (const row of rows) {
    for (const [reason, count] of Object.entries(row.dropped)) {
      dropped[reason] = (dropped[reason] ?? 0) + count;
    }
  }
  const sum = (of: (row: FunnelRow) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return {
    group: "all",
    rowsIn: sum((row) => row.rowsIn),
    dropped,
    rowsOut: sum((row) => row.rowsOut),
  };
}
