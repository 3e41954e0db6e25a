import { access } from "node:fs/promises";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import type { StageRecords } from "../stage/stage-record.ts";
import type { ImportRecord } from "./imports.ts";

/** Whether every part of these datasets still has its folder: a person may have removed a damaged one. */
export async function arePresent(store: Store, datasets: readonly Dataset[]): Promise<boolean> {
  try {
    for (const file of datasets.flatMap((dataset) => store.files(dataset))) await access(file);
    return true;
  } catch {
    return false;
  }
}

/** The parts of each import whose folders are all there; imports without parts are left out, and so are those that lack one. */
export async function presentParts(
  store: Store,
  imports: readonly Pick<ImportRecord, "table" | "parts">[],
): Promise<readonly (readonly PartManifest[])[]> {
  const present: (readonly PartManifest[])[] = [];
  for (const { table, parts } of imports) {
    if (parts.length > 0 && (await arePresent(store, [datasetOf(table, parts)])))
      present.push(parts);
  }
  return present;
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
