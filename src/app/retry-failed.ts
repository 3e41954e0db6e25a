import type { PartManifest } from "../artifact/dataset.ts";
import { setAsideIn } from "../language-model/nothing-usable.ts";
import { partsOf } from "../stage/stage-record.ts";
import { askingStages } from "./asking-stages.ts";
import type { Workspace } from "./workspace.ts";

const setsAside = (part: PartManifest): boolean => Object.keys(setAsideIn([part])).length > 0;

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
