import type { PartManifest } from "../artifact/dataset.ts";
import { setAsideReasons } from "../generation/answers.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import type { Workspace } from "./workspace.ts";

/** The one stage that sets items aside. */
const stage = "generate";

/** How many rows of a part or a stage were set aside, by reason. */
export const setAsideOf = (
  dropped: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(dropped).filter(([reason, count]) => setAsideReasons.has(reason) && count > 0),
  );

const setsAside = ({ dropped }: PartManifest): boolean =>
  Object.values(dropped).some((reasons) => Object.keys(setAsideOf(reasons)).length > 0);

const partsOf = ({ writes }: StageRecord): readonly PartManifest[] =>
  Object.values(writes).flatMap(({ parts }) => parts);

/**
 * Takes away the parts that hold items set aside, whatever the settings of the run that made them, so that they are
 * made anew where they are needed next, and no others. Records of runs that had one of them go with it: what a record
 * says of its rows must stay true. Where this is interrupted, a run makes the same rows again out of the recorded answers.
 */
export async function takeAwaySetAside({ records, store }: Workspace): Promise<void> {
  for (const record of await records.all(stage)) {
    const parts = partsOf(record).filter(setsAside);
    for (const part of parts) await store.remove(part);
    if (parts.length > 0) await records.forget(record);
  }
}
