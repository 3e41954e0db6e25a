import { access } from "node:fs/promises";
import type { Dataset } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import type { StageRecords } from "../stage/stage-record.ts";

/** Whether every part of these datasets still has its folder: a person may have removed a damaged one. */
export async function arePresent(store: Store, datasets: readonly Dataset[]): Promise<boolean> {
  try {
    for (const file of datasets.flatMap((dataset) => store.files(dataset))) await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Records of runs whose parts are all there, so that a stage remakes those that were removed. */
export function recordsOfPresentParts(records: StageRecords, store: Store): StageRecords {
  return {
    ...records,
    async find(stage, recipe) {
      const record = await records.find(stage, recipe);
      return record && (await arePresent(store, Object.values(record.writes))) ? record : undefined;
    },
  };
}
