import type { Progress } from "../domain/progress.ts";
import { isTypeScope } from "../domain/tables/scopes.ts";
import { isTypesFirst } from "../generation/generation-work.ts";
import { runStages, type StageRun } from "../stage/run-stages.ts";
import type { Datasets, Spending } from "../stage/stage.ts";
import type { StageRecords } from "../stage/stage-record.ts";
import { givenDatasets } from "./given-datasets.ts";
import { remakeTypes, takeUpTypes, typeRounds } from "./product-types.ts";
import { remakeRequests, takeUpRequests } from "./requested-heads.ts";
import type { RunOptions } from "./run-options.ts";
import { takeUpSelected } from "./selected-pairs.ts";
import { stageConfigs } from "./stages.ts";
import { remakePartners, takeUpPartners } from "./type-partners.ts";
import { remakeHeads, takeUpHeads } from "./unexplained-heads.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Runs the stages in order. Pairs that an earlier run selected are taken up before today's are. New product types, types that are bought together, and what was asked of the server in vain, are taken up as soon
 * as the queries and products of today are known, before the stage that reads them. Where queries and pairs wait for
 * product types, those are taken up that the graph leaves unexplained; then the stages that read them run once more.
 * Where no call may be made nothing of it is taken up, so that what is there is put together and published without it.
 */
export async function runWanted(
  workspace: Workspace,
  wanted: Workspace["stages"],
  { signal, progress, caps = {} }: Pick<RunOptions, "signal" | "progress" | "caps">,
): Promise<readonly StageRun[]> {
  const { configuration, store, records, sql, environment } = workspace;
  const typesFirst = isTypesFirst(configuration.generation);
  const tools = { store, records, sql, seed: configuration.seed, now: environment.now };
  const run = async (
    stages: Workspace["stages"],
    made: Datasets,
    telling: Progress,
  ): Promise<readonly StageRun[]> => {
    const datasets = { ...(await givenDatasets(workspace)), ...made };
    return runStages(stages, stageConfigs(configuration), datasets, tools, signal, telling);
  };
  const reader = wanted.findIndex(({ reads }) => "productTypes" in reads);
  const [before, after] =
    reader === -1 ? [wanted, []] : [wanted.slice(0, reader), wanted.slice(reader)];
  const first = await runToPairs(before);
  const made = datasetsOf(first);
  const { maxCalls = configuration.budget.maxCalls } = caps;
  // Without the first round there is nothing to put together yet.
  const mayAsk = maxCalls !== 0 || (await typeRounds(workspace.dataFolder)).length === 0;
  if (after.length > 0) await (mayAsk ? takeUp() : remake());

  async function takeUp(): Promise<void> {
    await takeUpTypes(workspace, made, signal);
    await takeUpPartners(workspace, made);
    // Before the requests, which read them.
    await remakeHeads(workspace);
    await takeUpRequests(workspace, made);
    if (!typesFirst) await takeUpHeads(workspace, made);
  }

  async function remake(): Promise<void> {
    await remakeTypes(workspace);
    await remakePartners(workspace);
    await remakeHeads(workspace);
    await remakeRequests(workspace);
  }

  /** Before pairs are selected, those of the run before are taken up. */
  async function runToPairs(stages: Workspace["stages"]): Promise<readonly StageRun[]> {
    const selecting = stages.findIndex(({ reads }) => "selectedPairs" in reads);
    if (selecting === -1) return run(stages, {}, progress);
    const behind = await run(stages.slice(0, selecting), {}, progress);
    const observed = datasetsOf(behind);
    await takeUpSelected(workspace, observed);
    return [...behind, ...(await run(stages.slice(selecting), observed, progress))];
  }

  const { scopes } = configuration.generation;
  const mayComeAgain =
    mayAsk &&
    typesFirst &&
    !scopes.every(isTypeScope) &&
    after.some(({ name }) => name === "graph");
  const pass = (number: 1 | 2): Progress =>
    mayComeAgain ? progressOf(progress, `pass ${number} of 2`) : progress;
  const second = await run(after, made, pass(1));
  if (!mayComeAgain) return [...first, ...second];
  const graph = { ...(await givenDatasets(workspace)), ...made, ...datasetsOf(second) };
  const unexplained = await takeUpHeads(workspace, graph);
  const isNew = second.some(({ reused }) => !reused);
  if (unexplained > 0 || isNew) {
    const name = "left unexplained by product types";
    const work = progress.started(name, "new queries and pairs", unexplained);
    work.progressed(unexplained);
    work.finished(unexplained === 0 ? "nothing new, so there is no second pass" : undefined);
  }
  if (unexplained === 0) return [...first, ...second];
  const third = await run(after, made, pass(2));
  const both = third.map((one, index) => bothPasses(records, second[index], one));
  return [...first, ...(await Promise.all(both))];
}

/** Tells of the same work with what it is a part of. */
const progressOf = (progress: Progress, part: string): Progress => ({
  started: (work, unit, total) => progress.started(`${part}, ${work}`, unit, total),
});

const datasetsOf = (runs: readonly StageRun[]): Datasets =>
  Object.assign({}, ...runs.map(({ record }) => record.writes));

/**
 * A stage had nothing to do where it had nothing to do in both passes. Where it had in both, its record tells, and keeps, what
 * both spent and how long both took.
 */
async function bothPasses(
  records: StageRecords,
  one: StageRun | undefined,
  { record, reused }: StageRun,
): Promise<StageRun> {
  if (one === undefined || one.reused) return { record, reused };
  if (reused) return { record, reused: false };
  const seconds = one.record.seconds + record.seconds;
  const whole = { ...record, seconds, spent: sumOf(one.record.spent, record.spent) };
  await records.finish(whole);
  return { record: whole, reused: false };
}

const sumOf = (one: Spending, other: Spending): Spending => ({
  calls: one.calls + other.calls,
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  costUsd: one.costUsd + other.costUsd,
});
