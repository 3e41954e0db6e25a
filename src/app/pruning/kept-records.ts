import type { StageStatus } from "../../stage/run-stages.ts";
import type { StageRecord, StageRecords } from "../../stage/stage-record.ts";

/** Runs of stages whose rows somebody may ask for, and the others. */
export interface SortedRecords {
  readonly kept: readonly StageRecord[];
  readonly others: readonly StageRecord[];
}

/**
 * Of each stage the run of today's settings and the last one are kept; of a run that is kept also those that made what it read,
 * which may be older.
 *
 * @param statuses of all stages, in their order
 */
export async function sortedRecords(
  records: Pick<StageRecords, "all">,
  statuses: readonly StageStatus[],
): Promise<SortedRecords> {
  const kept = new Set<StageRecord>();
  const others: StageRecord[] = [];
  for (const { stage, record: today } of statuses.toReversed()) {
    const runs = await records.all(stage.name);
    const wanted = [
      runs.find(({ recipe }) => recipe === today?.recipe),
      runs[0],
      ...[...kept].map((reader) => runs.find((run) => isReadBy(run, reader))),
    ].filter((run) => run !== undefined);
    for (const run of wanted) kept.add(run);
    others.push(...runs.filter((run) => !wanted.includes(run)));
  }
  return { kept: [...kept], others };
}

/** Whether all that the reader read under the names that a run writes is what the run wrote. */
function isReadBy({ writes }: StageRecord, { reads }: StageRecord): boolean {
  const read = Object.entries(writes).filter(([name]) => reads[name] !== undefined);
  return read.length > 0 && read.every(([name, { content }]) => reads[name] === content);
}
