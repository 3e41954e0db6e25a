import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { hashOf } from "../domain/hash.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";
import type { AnyStage, Datasets } from "../stage/stage.ts";
import type { StageRecord } from "../stage/stage-record.ts";
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

const write = (dataFolder: string, selected: SelectedPairs): Promise<void> =>
  writeFileDurably(fileOf(dataFolder), `${JSON.stringify(selected, undefined, 2)}\n`);

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
  const { dataFolder } = workspace;
  const taken = await selectedToday(workspace, made);
  const before = await read(dataFolder);
  if (taken === undefined || isSameSelection(before, taken)) return;
  await write(dataFolder, taken);
}

/**
 * Takes up what the last run selected by its ends alone, without counts and times, which may be of customers who are to be
 * forgotten; under the settings of that run. Only for the holder of the lock, who then removes the records of `mine`.
 */
export async function takeUpSelectedEnds(workspace: Workspace): Promise<void> {
  const { dataFolder, store, sql, records, stages } = workspace;
  const last = await records.latest("mine");
  const stage = stages.find(({ name }) => name === "mine");
  if (last === undefined || stage === undefined) return;
  const selected = datasetOf("pairs", last.writes["pairs"]?.parts ?? []);
  const isPresent = await arePresent(store, [selected]);
  const files = isPresent ? store.files(selected) : [];
  const ends = await store.part({
    ...{ table: pairs, name: "ends", inputs: [isPresent, selected.content] },
    fill: (draft) =>
      sql.use((connection) =>
        draft.writeSelect(
          connection,
          sqlFromFile(new URL("selected-ends.sql", import.meta.url), {
            pairs: sqlRows(pairs, { files }),
          }),
        ),
      ),
  });
  await write(dataFolder, { settings: settingsOfRun(stage, last), parts: [ends] });
}

/** What `mine` would read of them, were it run now; nothing is taken up. */
export async function selectedDatasetToday(workspace: Workspace, made: Datasets): Promise<Dataset> {
  return datasetOf("pairs", (await selectedToday(workspace, made))?.parts ?? []);
}

const isSameSelection = (before: SelectedPairs | undefined, { settings, parts }: SelectedPairs) =>
  (before === undefined && parts.length === 0) ||
  (before?.settings === settings && hashOf(before.parts) === hashOf(parts));

/** A setting that came into being since had its default then. */
const settingsOfRun = (stage: AnyStage, { config, seed }: StageRecord): string =>
  hashOf([stage.config.safeParse(config).data ?? config, seed]);

/** Undefined where nothing was ever mined. Of runs whose records were removed what was taken up of them is left. */
async function selectedToday(
  { configuration, records, stages, store, dataFolder }: Workspace,
  made: Datasets,
): Promise<SelectedPairs | undefined> {
  const last = await records.latest("mine");
  const stage = stages.find(({ name }) => name === "mine");
  const before = await read(dataFolder);
  if (stage === undefined || (last === undefined && before === undefined)) return undefined;
  const config = stage.config.parse(stageConfigs(configuration)("mine"));
  const settings = hashOf([config, configuration.seed]);
  const parts =
    last === undefined
      ? partsUnder(settings, before)
      : selectedParts({
          ...{ settings, before, made },
          last: { ...last, settings: settingsOfRun(stage, last) },
        });
  const isPresent = await arePresent(store, [datasetOf("pairs", parts)]);
  return { settings, parts: isPresent ? parts : [] };
}

interface Selecting {
  /** A hash of those of today. */
  readonly settings: string;
  readonly before: SelectedPairs | undefined;
  readonly last: Pick<StageRecord, "reads" | "writes"> & Pick<SelectedPairs, "settings">;
  readonly made: Datasets;
}

/** Of the pairs that were taken up before, those that the last run selected, or none. */
function selectedParts({ settings, before, last, made }: Selecting): readonly PartManifest[] {
  const isSame = last.settings === settings;
  const hasMoved = Object.entries(last.reads).some(
    ([name, content]) => name !== "selectedPairs" && made[name]?.content !== content,
  );
  if (isSame && hasMoved) return last.writes["pairs"]?.parts ?? [];
  return isSame ? (before?.parts ?? []) : partsUnder(settings, before);
}

const partsUnder = (
  settings: string,
  before: SelectedPairs | undefined,
): readonly PartManifest[] => (before?.settings === settings ? before.parts : []);
