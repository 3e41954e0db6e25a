import type { Progress } from "../domain/progress.ts";
import { AnswerWaits } from "../language-model/batch/answer-waits.ts";
import type { Submitted } from "../language-model/batch/batch-jobs.ts";
import { BudgetExhaustedError } from "../language-model/budget-exhausted-error.ts";
import type { CallTotals } from "../language-model/call-store.ts";
import { spendingSince } from "../language-model/spending-meter.ts";
import type { StageRun } from "../stage/run-stages.ts";
import { isAsking } from "./asking-stages.ts";
import { givenDatasets } from "./given-datasets.ts";
import { planRun, type RunPlan } from "./plan-run.ts";
import { publishGraph } from "./publish-graph.ts";
import { takeAwaySetAside } from "./retry-failed.ts";
import { beginBudget, endAccount, finishBudget } from "./run-budget.ts";
import { writeRunLimits } from "./run-limits.ts";
import type { RunOptions } from "./run-options.ts";
import { runWanted } from "./run-wanted.ts";
import { importSampleLabels } from "./sample-labels.ts";
import { stageStatuses } from "./stage-statuses.ts";
import { type WorkspaceStatus, workspaceStatus } from "./status.ts";
import { refuseNothingImported, upTo } from "./wanted-stages.ts";
import type { Workspace } from "./workspace.ts";

export interface RunResult extends WorkspaceStatus {
  /** Stages that had something to do. */
  readonly ran: readonly string[];
  /** Stages that were fresh. */
  readonly reused: readonly string[];
  /** Whether a new graph version was published. */
  readonly published: boolean;
  /** What a person has to know of its publication. */
  readonly graphNotices: readonly string[];
  /** What was expected of the language model before the first question; null where nothing was to be asked. */
  readonly planned: RunPlan["total"] | null;
  /** What this run asked it, and what that took. */
  readonly asked: CallTotals;
  /** What this run did with batch jobs. */
  readonly batch: {
    /** Answers that came. */
    readonly collected: number;
    /** What a person has to know of the jobs. */
    readonly notices: readonly string[];
    /** Questions that were submitted. */
    readonly submitted: number;
    /** Questions that are submitted when fewer are in jobs. */
    readonly later: number;
    /** Whether the run ended before its last stage, for answers are still to come. */
    readonly waits: boolean;
  };
  /** What the models in this process took meanwhile, those that measure too: seconds of a core. */
  readonly coreSeconds: number;
}

/**
 * Runs every stale stage in order and publishes the graph where it changed.
 * @throws BudgetExhaustedError (BUDGET_EXHAUSTED) where the run meets a cap; PRICE_UNKNOWN
 */
export async function runWorkspace(workspace: Workspace, options: RunOptions): Promise<RunResult> {
  const wanted = upTo(workspace, options.stages);
  await refuseNothingImported(workspace);
  const { source } = workspace.ports.critic;
  // Before anything is paid for that it is to judge.
  if (source.kind === "critic" && source.problem && wanted.some(({ name }) => name === "score")) {
    throw source.problem;
  }
  await writeRunLimits(workspace.dataFolder, workspace.limits);
  const { by, sampleLabels } = workspace.configuration.critic;
  if (by !== "none" && sampleLabels) await importSampleLabels(workspace, options.signal);
  if (options.retryFailed && wanted.some(isAsking)) {
    await takeAwaySetAside(workspace);
    workspace.ports.batches.store.forgetFailures();
  }
  const planned = await expected(workspace, wanted, options);
  const { spent, coreSeconds, batches } = workspace.ports;
  const before = spent();
  const coreSecondsBefore = coreSeconds();
  const { answers: collected, notices } = await batches.jobs.collect(
    options.retryFailed === true,
    options.signal,
  );
  const runs = await runBudgeted(workspace, wanted, options);
  if ("submitted" in runs) {
    return {
      ...(await workspaceStatus(workspace)),
      ...{
        ran: [],
        reused: [],
        published: false,
        graphNotices: [],
        planned,
        asked: spendingSince(before, spent()),
      },
      batch: { collected, notices, ...runs, waits: true },
      coreSeconds: coreSeconds() - coreSecondsBefore,
    };
  }
  await markUsed(workspace, runs);
  const { published, notices: ofGraph } = await publishGraph(workspace, runs, options);
  finishBudget(workspace, wanted);
  const names = (reused: boolean): readonly string[] =>
    runs.filter((run) => run.reused === reused).map(({ record }) => record.stage);
  return {
    ...(await workspaceStatus(workspace)),
    ran: names(false),
    reused: names(true),
    published,
    graphNotices: ofGraph,
    ...{ planned, asked: spendingSince(before, spent()) },
    batch: { collected, notices, submitted: 0, later: 0, waits: false },
    coreSeconds: coreSeconds() - coreSecondsBefore,
  };
}

/** The plan of a run, as it stands before anything is asked. */
async function expected(
  workspace: Workspace,
  wanted: Workspace["stages"],
  options: RunOptions,
): Promise<RunResult["planned"]> {
  if (!wanted.some(isAsking)) return null;
  // Nothing is asked where nothing is to be done: then no prompt need be rendered to count it.
  const statuses = await stageStatuses(workspace, await givenDatasets(workspace), wanted);
  if (statuses.every(({ state }) => state === "done")) return null;
  const { total } = await planRun(workspace, options);
  return total.calls === 0 ? null : total;
}

/** Within the budget of the run; its time is that of the stages. Where answers wait for batch jobs, submits those. */
async function runBudgeted(
  workspace: Workspace,
  wanted: Workspace["stages"],
  { caps = {}, stages, progress, signal }: RunOptions,
): Promise<readonly StageRun[] | Submitted> {
  beginBudget(workspace, caps, wanted);
  const answers = countedAnswers(progress);
  try {
    return await runWanted(workspace, wanted, { caps, signal, progress: answers.progress }).catch(
      async (error: unknown) => {
        if (!(error instanceof AnswerWaits)) throw error;
        return workspace.ports.batches.jobs.submit(signal);
      },
    );
  } catch (error) {
    if (!(error instanceof BudgetExhaustedError)) throw error;
    const command = ["cosmo run", ...stages].join(" ");
    // What waits for a job counts as done there, and the error says itself how much was to be submitted.
    const left = error.met.nextCalls === undefined ? answers.left() : undefined;
    throw new BudgetExhaustedError(error.met, { left, command });
  } finally {
    await endAccount(workspace, progress);
  }
}

/** Watches how many answers the stage that asks is still without. */
function countedAnswers(progress: Progress) {
  let left: number | undefined;
  const counting: Progress = {
    started(work, unit, all) {
      const inner = progress.started(work, unit, all);
      left = unit === "answers" ? all : undefined;
      if (left === undefined) return inner;
      const total = left;
      return {
        ...inner,
        progressed(done, note) {
          left = total - done;
          inner.progressed(done, note);
        },
      };
    },
  };
  return { progress: counting, left: () => left };
}

/**
 * A record that was reused is the latest of its stage again: where a setting changes next, `show`
 * tells of what this run gave, not of a run in between with other settings.
 */
async function markUsed(
  { records, environment }: Workspace,
  runs: readonly StageRun[],
): Promise<void> {
  for (const { record } of runs) {
    const latest = await records.latest(record.stage);
    if (latest?.recipe === record.recipe) continue;
    await records.finish({ ...record, lastUsedAt: new Date(environment.now()).toISOString() });
  }
}
