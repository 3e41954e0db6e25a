import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import { setAsideReasons } from "../language-model/ask-for-item.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import { askingStages } from "./asking-stages.ts";
import type { Workspace } from "./workspace.ts";

/** How many items the parts of a stage hold that were set aside, by reason. */
export const setAsideIn = (record: StageRecord): Readonly<Record<string, number>> =>
  setAsideOf(partsOf(record));

function setAsideOf(parts: readonly PartManifest[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const reasons of Object.values(droppedOf(parts))) {
    for (const [reason, count] of Object.entries(reasons)) {
      if (setAsideReasons.has(reason) && count > 0) sums[reason] = (sums[reason] ?? 0) + count;
    }
  }
  return sums;
}

const setsAside = (part: PartManifest): boolean => Object.keys(setAsideOf([part])).length > 0;

const partsOf = ({ writes }: StageRecord): readonly PartManifest[] =>
  Object.values(writes).flatMap(({ parts }) => parts);

/**
 * Takes away the parts that hold items set aside, whatever the settings of the run that made them, so that they are
 * made anew where they are needed next, and no others. Records of runs that had one of them go with it: what a record
 * says of its rows must stay true. Where this is interrupted, a run makes the same rows again out of the recorded answers.
 */
export async function takeAwaySetAside({ records, store }: Workspace): Promise<void> {
  for (const stage of askingStages) {
    for (const record of await records.all(stage)) {
      const parts = partsOf(record).filter(setsAside);
      for (const part of parts) await store.remove(part);
      if (parts.length > 0) await records.forget(record);
    }
  }
}
