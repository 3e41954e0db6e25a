import { readClaimInputs } from "../critic/claim-inputs.ts";
import type { CriticInput } from "../critic/critic.ts";
import { planVerdicts } from "../critic/plan-verdicts.ts";
import { claimsToWeighBy } from "../critic/score-by-verdicts.ts";
import { verdictRequest } from "../critic/verdict-request.ts";
import { labels as labelsTable } from "../domain/tables/labels.ts";
import type { AnswerForm } from "../generation/answer-form.ts";
import type { ScopePlan } from "../generation/plan-generation.ts";
import type { Range } from "../language-model/estimate-usage.ts";
import type { ModelPrice } from "../language-model/prices/price-of-model.ts";
import { readParquetTable } from "../sql/parquet-table.ts";
import type { AnyStage, Datasets } from "../stage/stage.ts";
import { answersAtHand, isAskedInJob } from "./answers-at-hand.ts";
import { givenDatasets } from "./given-datasets.ts";
import { judgingSpending, type PlannedSpending, plannedMinutes } from "./planned-spending.ts";
import type { AskedModel } from "./ports.ts";
import type { RunOptions } from "./run-options.ts";
import { importSampleLabels } from "./sample-labels.ts";
import { stageStatuses } from "./stage-statuses.ts";
import type { TokenCounting } from "./token-counting.ts";
import { upTo } from "./wanted-stages.ts";
import type { Workspace } from "./workspace.ts";

/** What the stage `score` would ask a language model that judges. */
export interface PlannedJudging extends PlannedSpending {
  readonly name: "score";
  /** Id of the model. */
  readonly model: string;
  /** Kept claims that are there. */
  readonly claims: number;
  /** Labelled claims that verdicts are weighed by. */
  readonly labelled: number;
  /** Of both, those without an answer that no batch job asks. */
  readonly toAsk: number;
  /** Claims that answers still to be given will add. */
  readonly toCome: Range;
  readonly minutes: number | null;
  /** Null where nobody knows it. */
  readonly price: ModelPrice | null;
  /** By what the tokens of prompts are counted. */
  readonly tokensCounted: Omit<TokenCounting, "counter">;
}

/** Claims read at a time. */
const batchSize = 256;

/** Whether a language model judges, in a stage that is wanted. */
const isJudging = (workspace: Workspace, { stages }: RunOptions): boolean =>
  workspace.ports.critic.source.kind === "language-model" &&
  upTo(workspace, stages).some(({ name }) => name === "score");

/** What has to be run to know the labelled claims that a model is to be asked about; it costs nothing. */
export async function stagesBeforeJudging(
  workspace: Workspace,
  options: RunOptions,
): Promise<readonly AnyStage[]> {
  if (!isJudging(workspace, options)) return [];
  if (workspace.configuration.critic.sampleLabels) {
    await importSampleLabels(workspace, options.signal);
  }
  return workspace.stages.filter(({ name }) => name === "labels");
}

/**
 * Counts what would be asked about kept claims, about labelled claims, and about what planned answers will add.
 *
 * @param today datasets as far as they are made without asking
 * @param scopes what generation is to ask
 * @returns undefined where no language model judges, or the stage is not wanted
 */
export async function planJudging(
  workspace: Workspace,
  today: Datasets,
  scopes: readonly ScopePlan[],
  options: RunOptions,
): Promise<PlannedJudging | undefined> {
  const { configuration, ports, sql, store, records } = workspace;
  const { source } = ports.critic;
  if (source.kind !== "language-model" || !isJudging(workspace, options)) return undefined;
  const filesOf = (name: string) => ({ files: store.files(today[name]) });
  const labels = store.files(today["labels"]);
  const labelled = await claimsToWeighBy(
    source,
    { rows: () => readParquetTable(sql, labelsTable, labels) },
    configuration.seed,
  );
  const claims = store.files((await records.latest("refine"))?.writes["claims"]);
  // Claims of other answers than those that are to be there go when refine is done again.
  const isMade = await areClaimsMade(workspace);
  const usageOf = answersAtHand(workspace, source.model.id, options);
  const { maxTokens } = source;
  const sources = {
    ...{ claims: { files: claims }, pairs: filesOf("pairs"), queries: filesOf("queries") },
    ...{ products: filesOf("products"), productTypes: filesOf("productTypes") },
    shownQueries: filesOf("shownQueries"),
  };
  const judge = ports.models.find(({ roles }) => roles.includes("judge"));
  if (judge === undefined) throw new Error("no model has the role judge");
  const { counter, ...counting } = await judge.tokenCounting();
  const plan = await sql.use((connection) => {
    async function* kept(): AsyncGenerator<CriticInput> {
      if (claims.length === 0) return;
      for await (const batch of readClaimInputs(connection, sources, batchSize)) {
        for (const { input } of batch) {
          if (isMade || usageOf(verdictRequest(input, maxTokens)).length > 0) yield input;
        }
      }
    }
    return planVerdicts(
      {
        labelled: labelled.map(({ input }) => input),
        kept: kept(),
        toCome: (count) => claimsToCome(scopes, configuration.languageModel.answers, count, isMade),
      },
      {
        ...{ maxTokens, counter, seed: configuration.seed },
        usageOf,
        isInJob: isAskedInJob(workspace, source.model.id),
      },
      options.signal,
    );
  });
  const spending = judgingSpending(plan, ports.judgePrice);
  return {
    ...{ name: "score", model: source.model.id, claims: plan.claims, labelled: plan.labelled },
    ...{ toAsk: plan.calls, toCome: plan.toCome },
    ...spending,
    minutes: minutesOf(judge, spending, plan.secondsPerCall),
    price: ports.judgePrice ?? null,
    tokensCounted: counting,
  };
}

function minutesOf(
  { settings }: AskedModel,
  spending: PlannedSpending,
  secondsPerCall: number | null,
): number | null {
  if (settings.provider !== "openai-compatible" || settings.batch) return null;
  return plannedMinutes(spending, secondsPerCall, settings);
}

/** Whether the claims that are there are those of today's answers, as far as these are there. */
async function areClaimsMade(workspace: Workspace): Promise<boolean> {
  const wanted = upTo(workspace, ["refine"]);
  const statuses = await stageStatuses(workspace, await givenDatasets(workspace), wanted);
  return statuses.every(({ state }) => state === "done");
}

/** So many answers tell how many claims come of the next ones. */
const enoughAnswers = 20;

/** Of the lines of answers to the sample shop's questions so many became claims that the filters kept. */
const usualShare = 0.8;

/** By how much the claims of an answer may be off, as those before it tell, and as long as few are there. */
const seenSpread = 0.3;
const usualSpread = 0.5;

/**
 * Claims that answers will add.
 * @param known claims that are there, or, where all are made anew, those of them that are judged already
 */
function claimsToCome(
  scopes: readonly ScopePlan[],
  { form, count }: AnswerForm,
  known: number,
  isMade: boolean,
): Range {
  const answered = scopes.reduce(
    (sum, { answers, calls, inJobs }) => sum + answers - calls - inJobs,
    0,
  );
  const isSeen = isMade && answered >= enoughAnswers;
  const perAnswer = isSeen ? known / answered : usualShare * (form === "draws" ? 1 : count);
  const spread = isSeen ? seenSpread : usualSpread;
  // Where claims are made anew, those of the answers at hand come too, but for what is judged.
  const [anew, judged] = isMade ? [0, 0] : [answered, known];
  const sum = (side: keyof Range): number =>
    scopes.reduce((total, { calls, share, inJobs }) => total + calls * share[side] + inJobs, anew) *
    perAnswer;
  return {
    low: Math.max(0, sum("low") * (1 - spread) - judged),
    expected: Math.max(0, sum("expected") - judged),
    high: sum("high") * (1 + spread),
  };
}
