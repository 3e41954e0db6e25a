import { samplesPerReason } from "../artifact/dataset.ts";
import type { JobRow } from "../language-model/batch/batch-store.ts";
import { setAsideIn } from "../language-model/nothing-usable.ts";
import type { ModelPrice } from "../language-model/prices/price-of-model.ts";
import { totalOf } from "../stage/funnel.ts";
import type { StageState, StageStatus } from "../stage/run-stages.ts";
import type { FunnelRow, Spending } from "../stage/stage.ts";
import { partsOf, type StageRecord } from "../stage/stage-record.ts";
import { seededSample } from "../statistics/seeded-sample.ts";
import { isAsking } from "./asking-stages.ts";
import { isJudgedByModel } from "./configured-models.ts";
import { givenDatasets } from "./given-datasets.ts";
import { missingImports } from "./needed-imports.ts";
import { pinnedVersion } from "./publish-graph.ts";
import { type RelevanceReport, relevanceReport } from "./relevance/relevance-status.ts";
import { importId } from "./remove-imports.ts";
import type { ImportedDays } from "./replaced-days/days-of-events.ts";
import { replacedEvents } from "./replaced-days/replaced-events.ts";
import { waitingRequests } from "./requested-heads.ts";
import { type BudgetReport, budgetReport } from "./run-budget.ts";
import { stageStatuses } from "./stage-statuses.ts";
import type { Workspace } from "./workspace.ts";

/** A batch job that has not been collected. */
export interface BatchJobReport {
  /** What the provider calls it; null: whether it was submitted, the next run finds out. */
  readonly batch: string | null;
  /** Id of the model. */
  readonly model: string;
  /** As the provider said last. */
  readonly status: string;
  readonly requests: number;
  readonly answered: number;
  readonly failed: number;
  /** ISO 8601; null: not known. */
  readonly submittedAt: string | null;
  /** When the provider said so; null: never. */
  readonly checkedAt: string | null;
}

export interface StageReport {
  readonly name: string;
  /** `waiting`: for batch jobs. */
  readonly state: StageState | "waiting";
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly dropped: Readonly<Record<string, number>>;
  /** Of what went in, or of what it was asked beside: set aside, by reason; a run with --retry-failed asks again. */
  readonly setAside: Readonly<Record<string, number>>;
  /** The same as `dropped`, by relation or behaviour. */
  readonly groups: readonly FunnelRow[];
  /** A few dropped rows by reason, as text. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  readonly notices: readonly string[];
  readonly costUsd: number;
  readonly seconds: number;
}

export interface ImportReport {
  /** By which `cosmo import remove` knows it. */
  readonly id: string;
  readonly table: string;
  readonly sources: readonly string[];
  readonly rows: number;
  /** Of its first and last event, as YYYY-MM-DD; null: of another table, or not known. */
  readonly days: ImportedDays | null;
  readonly rejected: Readonly<Record<string, number>>;
  readonly complete: boolean;
  /** Events of days for which a later import stands alone: they no longer count. */
  readonly replaced: number;
  /** Events that were taken out with the customers who were forgotten. */
  readonly forgotten: number;
}

export interface GraphReport {
  readonly version: string;
  readonly content: string;
  readonly nodes: number;
  readonly assertions: number;
  readonly edges: number;
  readonly byRelation: Readonly<Record<string, number>>;
  /** Whether `cosmo graph pin` keeps it published, whatever runs give. */
  readonly pinned: boolean;
}

/** What the server was asked for in vain, and what the next run makes of it. */
export interface RequestedHeadsReport {
  readonly waiting: number;
  /** Further pairs of theirs that a run asks about at most. */
  readonly pairsAtMost: number;
}

export interface WorkspaceStatus {
  readonly workspace: string;
  /** The number of another process that works in it now, such as a run; null: none does. */
  readonly busy: number | null;
  readonly imports: readonly ImportReport[];
  /** Tables that a run needs and that are not imported yet. */
  readonly missing: readonly string[];
  readonly stages: readonly StageReport[];
  readonly graph: GraphReport | null;
  readonly requestedHeads: RequestedHeadsReport;
  /** Null where there is none, and nothing to learn one from. */
  readonly relevance: RelevanceReport | null;
  /** Those that are open. */
  readonly batchJobs: readonly BatchJobReport[];
  /** Of all runs. */
  readonly spent: Spending;
  /** Of the model as it is configured, in dollars per million tokens; null: nobody knows it. */
  readonly price: ModelPrice | null;
  /** Null where nothing has run yet. */
  readonly lastRun: BudgetReport | null;
}

/** Where everything stands. Reads; changes nothing. */
export async function workspaceStatus(workspace: Workspace): Promise<WorkspaceStatus> {
  const { configuration, versions, ports, folder, stateFolder, environment } = workspace;
  const imports = await workspace.imports.list();
  const statuses = await stageStatuses(workspace, await givenDatasets(workspace));
  const version = await versions.current();
  const jobs = ports.batches.store.openJobs();
  const mayWait = (stage: StageStatus["stage"]): boolean =>
    isAsking(stage) && (stage.name !== "score" || isJudgedByModel(configuration));
  const waiting =
    jobs.length === 0
      ? undefined
      : statuses.find(({ stage, state }) => mayWait(stage) && state !== "done");
  return {
    workspace: folder,
    busy: await workspace.busy(),
    imports: await Promise.all(
      imports.map(async (record) => {
        const { table, sources, rows, days = null, rejected, complete, forgotten = 0 } = record;
        const replaced = await replacedEvents(workspace, record, imports);
        return {
          ...{ id: importId(record), table, sources, rows, days, rejected, complete },
          ...{ replaced, forgotten },
        };
      }),
    ),
    missing: missingImports(configuration, imports),
    stages: statuses.map((status) => stageReport(status, status === waiting)),
    graph: version
      ? {
          version: version.id,
          content: version.content,
          ...version.counts,
          pinned: (await pinnedVersion(workspace)) === version.id,
        }
      : null,
    requestedHeads: {
      waiting: waitingRequests(stateFolder, environment),
      pairsAtMost: configuration.generation.requestedPairs,
    },
    relevance: await relevanceReport(workspace, imports),
    batchJobs: jobs.map(jobReport),
    spent: ports.calls.totals(),
    price: ports.price ?? null,
    lastRun: budgetReport(workspace),
  };
}

const timeOf = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

const jobReport = ({ batch, model, status, requests, ...job }: JobRow): BatchJobReport => ({
  ...{ batch, model, status, requests, answered: job.answered, failed: job.failed },
  ...{ submittedAt: timeOf(job.submittedAt), checkedAt: timeOf(job.checkedAt) },
});

function stageReport({ stage, state, record }: StageStatus, waits: boolean): StageReport {
  const { dropped } = totalOf(record?.funnel ?? []);
  return {
    name: stage.name,
    state: waits ? "waiting" : state,
    rowsIn: record?.total.rowsIn ?? 0,
    rowsOut: record?.total.rowsOut ?? 0,
    dropped,
    setAside: record === undefined ? {} : setAsideIn(partsOf(record)),
    groups: record?.funnel ?? [],
    samples: samplesOf(record),
    notices: record?.notices ?? [],
    costUsd: record?.spent.costUsd ?? 0,
    seconds: record?.seconds ?? 0,
  };
}

/** An even sample over all parts of a stage, by reason. */
function samplesOf(record: StageRecord | undefined): Readonly<Record<string, readonly string[]>> {
  const byReason = new Map<string, string[]>();
  for (const { parts } of Object.values(record?.writes ?? {})) {
    for (const { samples } of parts) {
      for (const [reason, texts] of Object.entries(samples)) {
        byReason.set(reason, [...(byReason.get(reason) ?? []), ...texts]);
      }
    }
  }
  return Object.fromEntries(
    [...byReason].map(([reason, texts]) => [
      reason,
      seededSample(texts, samplesPerReason, record?.seed ?? 0, (text) => text),
    ]),
  );
}

/** The command that comes next, as `cosmo` takes it; null where all is done, or another process is at work. */
export function nextCommand({
  busy,
  imports,
  missing: [table],
  stages,
  relevance,
}: Pick<WorkspaceStatus, "busy" | "imports" | "missing" | "stages" | "relevance">): string | null {
  if (busy !== null) return null;
  // A model of relevance needs neither products nor a log.
  if (relevance !== null && imports.every((one) => one.table === "judgements")) {
    return relevance.isStale ? "cosmo run relevance" : "cosmo serve";
  }
  if (table !== undefined) return `cosmo import ${table} PATH`;
  if (stages.every(({ state }) => state === "done")) return null;
  const stateOf = (name: string): string | undefined =>
    stages.find((stage) => stage.name === name)?.state;
  // Before anything was asked: what it will cost.
  const isUnasked = stateOf("mine") === "done" && stateOf("generate") === "never";
  return isUnasked ? "cosmo run --plan" : "cosmo run";
}
