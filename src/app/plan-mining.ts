import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { type Dataset, datasetOf } from "../artifact/dataset.ts";
import { drawSample } from "../behaviour/mining-plan/draw-sample.ts";
import { estimateMining } from "../behaviour/mining-plan/estimate-mining.ts";
import { loggedDays } from "../behaviour/mining-plan/logged-days.ts";
import type { MiningEstimate, MiningSample } from "../behaviour/mining-plan/mining-sample.ts";
import { spansAnew, together } from "../behaviour/mining-plan/spans-anew.ts";
import { stageSettings } from "../behaviour/mining-settings.ts";
import { dayName } from "../behaviour/spans.ts";
import { hashOf } from "../domain/hash.ts";
import { makeSpillFolder } from "../sql/spill-folder.ts";
import type { StageState, StageStatus } from "../stage/run-stages.ts";
import type { Datasets } from "../stage/stage.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import type { Estimate } from "../statistics/distinct-extrapolation.ts";
import { seededRank } from "../statistics/seeded-sample.ts";
import { givenDatasets } from "./given-datasets.ts";
import type { RunOptions } from "./run-options.ts";
import { runWanted } from "./run-wanted.ts";
import { stageStatuses } from "./stage-statuses.ts";
import { stageConfigs } from "./stages.ts";
import { refuseNothingImported, upTo } from "./wanted-stages.ts";
import type { Workspace } from "./workspace.ts";

/** What a stage that asks no model will read and take. */
export interface PlannedFreeStage {
  readonly name: string;
  /** done: there is nothing to do. */
  readonly state: StageState;
  /** Rows to read, by table; none where there is nothing to do. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of the last stage that is wanted, where observing and mining have something to do: both together. */
  readonly mining: PlannedMining | null;
}

/** Where Spark mines, only what does not go by the engine: the sample is mined by DuckDB, on this machine. */
export type PlannedMining =
  | (PlannedPairs & PlannedTaking & { readonly engine: "duckdb" })
  | (PlannedPairs & { readonly [Name in keyof PlannedTaking]: null } & {
      readonly engine: "spark";
    });

export interface PlannedPairs extends Pick<MiningEstimate, "pairs"> {
  /** The calendar days (UTC) with events. */
  readonly days: {
    /** YYYY-MM-DD. */
    readonly first: string;
    readonly last: string;
    readonly count: number;
    /** To be observed, and those of which what was observed is taken. */
    readonly anew: number;
    readonly there: number;
  };
  /** What it was estimated from. */
  readonly sample: { readonly events: number; readonly seconds: number };
}

/** What mining takes of this machine. */
export interface PlannedTaking extends Omit<MiningEstimate, "pairs"> {
  readonly memoryLimitBytes: number;
  /** What does not go into memory, and is written to the disk meanwhile. */
  readonly spillBytes: Estimate;
  readonly freeDiskBytes: number;
}

/** What a run of stages that ask nothing takes; the total is there so that every plan has one. */
export interface FreePlan {
  readonly stages: readonly PlannedFreeStage[];
  readonly total: {
    readonly calls: 0;
    readonly inputTokens: 0;
    readonly outputTokens: 0;
    readonly costUsd: Estimate;
  };
}

/** Events that are drawn: seconds of work. */
const eventsDrawn = 100_000;

/** Events that are read to draw from, at least; of a longer log, parts that stand for all. */
const eventsRead = 4_000_000;

/** Whether the wanted stages end before the first that asks a model. */
export function isFree(workspace: Workspace, stages: readonly string[]): boolean {
  return stages.length > 0 && !upTo(workspace, stages).some(({ name }) => name === "generate");
}

/**
 * Counts and estimates what the wanted stages will take: the catalogue is made, and a sample of the log observed, mined and
 * timed.
 * @throws CosmoError NOTHING_IMPORTED, STAGE_UNKNOWN
 */
export async function planFreeStages(workspace: Workspace, options: RunOptions): Promise<FreePlan> {
  const wanted = upTo(workspace, options.stages).map(({ name }) => name);
  await refuseNothingImported(workspace);
  const given = await givenDatasets(workspace);
  const statuses = (await stageStatuses(workspace, given)).filter(({ stage }) =>
    wanted.includes(stage.name),
  );
  const { importedEvents } = given;
  const rows = {
    products: given["importedProducts"]?.rows ?? 0,
    events: importedEvents?.rows ?? 0,
  };
  const rowsOf = (stage: string): PlannedFreeStage["rows"] =>
    stage === "observe" ? rows : { products: rows.products };
  const isToMine = statuses.some(
    ({ stage, state }) =>
      "observedSites" in { ...stage.reads, ...stage.writes } && state !== "done",
  );
  const mining =
    isToMine && importedEvents && importedEvents.rows > 0
      ? await plannedMining(workspace, { events: importedEvents, given, statuses }, options)
      : null;
  const stages = statuses.map(({ stage: { name }, state }, place) => ({
    ...{ name, state },
    rows: state === "done" ? {} : rowsOf(name),
    mining: place === statuses.length - 1 ? mining : null,
  }));
  const nothing = { low: 0, expected: 0, high: 0 };
  return { stages, total: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: nothing } };
}

interface ToBeMined {
  readonly events: Dataset;
  readonly given: Datasets;
  readonly statuses: readonly StageStatus[];
}

async function plannedMining(
  workspace: Workspace,
  { events, given, statuses }: ToBeMined,
  options: RunOptions,
): Promise<PlannedMining> {
  const { store, sql, configuration } = workspace;
  const lastOf = (name: string) => statuses.find(({ stage }) => stage.name === name)?.record;
  // A few seconds for a large one: products are not sampled.
  const observing = workspace.stages.findIndex(({ name }) => name === "observe");
  const made = await runWanted(workspace, workspace.stages.slice(0, observing), options);
  const products = made.at(-1)?.record.writes["products"];
  const lastObserved = lastOf("observe");
  const observedParts = isAsToday(workspace, lastObserved, products)
    ? partsRead(events, given["replacedDays"], lastObserved)
    : 0;
  const daysOf = (parts: Dataset["parts"]) =>
    sql.use((connection) => loggedDays(connection, store.files(datasetOf(events.table, parts))));
  const observed = await daysOf(events.parts.slice(0, observedParts));
  const arrived = await daysOf(events.parts.slice(observedParts));
  const days = together(observed, arrived);
  const anew = spansAnew(observed, arrived);
  const begun = performance.now();
  const sample = await sampleOf(workspace, events, products, options);
  const seconds = (performance.now() - begun) / 1000;
  const lastMined = lastOf("mine");
  const estimate = estimateMining(sample, {
    events: events.rows,
    anew,
    earlier:
      lastObserved && lastMined && hasRead(lastMined, lastObserved)
        ? { events: lastObserved.total.rowsIn, seconds: lastMined.seconds }
        : null,
  });
  const { pairs, ...taking } = estimate;
  const planned: PlannedPairs = {
    pairs,
    days: {
      first: dayName(days[0]?.startMs ?? 0),
      last: dayName(days.at(-1)?.startMs ?? 0),
      ...{ count: days.length, anew: anew.days, there: days.length - anew.days },
    },
    sample: { events: sample.timed.at(-1)?.events ?? 0, seconds },
  };
  return configuration.sql.engine === "spark"
    ? { ...planned, ...onOtherMachines, engine: "spark" }
    : { ...planned, ...(await onThisMachine(workspace, taking)), engine: "duckdb" };
}

const onOtherMachines = {
  ...{ peakBytes: null, seconds: null, minedBy: null },
  ...{ memoryLimitBytes: null, spillBytes: null, freeDiskBytes: null },
};

async function onThisMachine(
  { configuration, dataFolder }: Workspace,
  taking: Omit<MiningEstimate, "pairs">,
): Promise<PlannedTaking> {
  const memoryLimitBytes = bytesOf(configuration.sql.memoryLimit);
  const beyond = (bytes: number): number => Math.max(0, bytes - memoryLimitBytes);
  const { low, expected, high } = taking.peakBytes;
  const { bavail, bsize } = await statfs(dataFolder);
  return {
    ...taking,
    memoryLimitBytes,
    spillBytes: { low: beyond(low), expected: beyond(expected), high: beyond(high) },
    freeDiskBytes: bavail * bsize,
  };
}

/** Whether what a run observed would be so today too, were its events the same: under these settings, of this catalogue. */
function isAsToday(
  { stages, configuration }: Workspace,
  record: StageRecord | undefined,
  products: Dataset | undefined,
): record is StageRecord {
  const stage = stages.find(({ name }) => name === "observe");
  return (
    record !== undefined &&
    record.version === stage?.version &&
    record.seed === configuration.seed &&
    record.reads["products"] === products?.content &&
    hashOf(record.config) === hashOf(stage.config.parse(stageConfigs(configuration)("observe")))
  );
}

/**
 * How many of the imported parts a run has read: later imports come behind earlier ones, and what they replace lies on days of
 * theirs. None where imports that it read have gone or are others, or by now stand alone for their days.
 */
function partsRead(
  { table, parts }: Dataset,
  replacedDays: Dataset | undefined,
  { reads }: StageRecord,
): number {
  const isRead = (count: number): boolean =>
    datasetOf(table, parts.slice(0, count)).content === reads["importedEvents"];
  const isAlone = reads["replacedDays"] !== replacedDays?.content;
  for (let count = isAlone ? parts.length - 1 : parts.length; count > 0; count--) {
    if (isRead(count)) return count;
  }
  return 0;
}

/** Whether it mined all that was observed in that run. */
const hasRead = (mined: StageRecord, observed: StageRecord): boolean =>
  mined.reads["observedSites"] === observed.writes["observedSites"]?.content;

/** Of a long log parts are drawn that hold some million events, and of these sessions. */
async function sampleOf(
  { sql, store, dataFolder, configuration }: Workspace,
  events: Dataset,
  products: Dataset | undefined,
  { signal, progress }: RunOptions,
): Promise<MiningSample> {
  const { seed } = configuration;
  const ranked = events.parts.toSorted((one, other) =>
    seededRank(seed, one.recipe) < seededRank(seed, other.recipe) ? -1 : 1,
  );
  let read = 0;
  const parts = ranked.filter(({ rows }) => {
    const isWanted = read < eventsRead;
    if (isWanted) read += rows;
    return isWanted;
  });
  const folder = makeSpillFolder(join(dataFolder, "spill"));
  try {
    return await drawSample({
      sql,
      products: { files: store.files(products) },
      events: { files: store.files(datasetOf(events.table, parts)), rows: read },
      wanted: eventsDrawn,
      folder: folder.path,
      settings: stageSettings(configuration.mining),
      ...{ seed, signal, progress },
    });
  } finally {
    folder.remove();
  }
}

const unitBytes: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 };

/** `4GB` as DuckDB reads it. */
const bytesOf = (size: string): number =>
  Number.parseFloat(size) * (unitBytes[size.slice(-2)] ?? 1);
