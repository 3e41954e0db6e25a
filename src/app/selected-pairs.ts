import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { hashOf } from "../domain/hash.ts";
import type { Datasets } from "../stage/stage.ts";
import { arePresent } from "./present-parts.ts";
import { stageConfigs } from "./stages.ts";
import type { Workspace } from "./workspace.ts";

/** The pairs that an earlier run selected, and under which settings. */
interface SelectedPairs {
  readonly settings: string;
  readonly parts: readonly PartManifest[];
}

const fileOf = (dataFolder: string): string => join(dataFolder, "selected-pairs.json");

const read = (dataFolder: string): Promise<SelectedPairs | undefined> =>
  readJsonFile<SelectedPairs>(fileOf(dataFolder), {
    hint: "Remove selected-pairs.json: then the next run selects its pairs anew.",
  });

/** What `mine` reads of them: none before the second run. */
export async function selectedDataset(dataFolder: string): Promise<Dataset> {
  return datasetOf("pairs", (await read(dataFolder))?.parts ?? []);
}

/**
 * Takes up what the last run selected, once the log or the catalogue says something else than it did then. Under other
 * settings all is selected anew. Only for the holder of the lock.
 *
 * @param made those of the products and what was observed of today
 */
export async function takeUpSelected(workspace: Workspace, made: Datasets): Promise<void> {
  const { configuration, records, store, dataFolder } = workspace;
  const last = await records.latest("mine");
  const stage = workspace.stages.find(({ name }) => name === "mine");
  if (last === undefined || stage === undefined) return;
  const config = stage.config.parse(stageConfigs(configuration)("mine"));
  const settings = hashOf([config, configuration.seed]);
  const selectedThen = last.writes["pairs"]?.parts ?? [];
  // A setting that came into being since had its default then.
  const settingsThen = stage.config.safeParse(last.config).data ?? last.config;
  const isSame = hashOf([settingsThen, last.seed]) === settings;
  const before = (await read(dataFolder)) ?? { settings, parts: [] };
  const hasMoved = Object.entries(last.reads).some(
    ([name, content]) => name !== "selectedPairs" && made[name]?.content !== content,
  );
  let parts = isSame || before.settings === settings ? before.parts : [];
  if (isSame && hasMoved) parts = selectedThen;
  if (!(await arePresent(store, [datasetOf("pairs", parts)]))) parts = [];
  if (before.settings === settings && hashOf(before.parts) === hashOf(parts)) return;
  const taken: SelectedPairs = { settings, parts };
  await writeFileDurably(fileOf(dataFolder), `${JSON.stringify(taken, undefined, 2)}\n`);
}
