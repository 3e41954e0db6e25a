import { generationConfig, isTypesFirst } from "../generation/generation-work.ts";
import {
  type Coverage,
  type GenerationPlan,
  planGeneration,
  type ScopePlan,
} from "../generation/plan-generation.ts";
import { fromNanoDollars } from "../language-model/nano-dollars.ts";
import type { ModelPrice } from "../language-model/prices/price-of-model.ts";
import type { Datasets } from "../stage/stage.ts";
import { answersAtHand, isAskedInJob } from "./answers-at-hand.ts";
import { givenDatasets } from "./given-datasets.ts";
import { type PlannedJudging, planJudging, stagesBeforeJudging } from "./plan-judging.ts";
import {
  addedMinutes,
  addedSpending,
  type PlannedRelation,
  type PlannedSpending,
  plannedMinutes,
  relationSpending,
  totalSpending,
} from "./planned-spending.ts";
import { foundTypes, typesDataset } from "./product-types.ts";
import { foundRequests, requestedDataset } from "./requested-heads.ts";
import type { HoldingLimits } from "./run-limits.ts";
import type { RunOptions } from "./run-options.ts";
import { runWanted } from "./run-wanted.ts";
import { stageConfigs } from "./stages.ts";
import type { TokenCounting } from "./token-counting.ts";
import { foundPartners, partnersDataset } from "./type-partners.ts";
import { foundDatasets, foundHeads, scopesWaiting } from "./unexplained-heads.ts";
import { unpricedModels } from "./unpriced-models.ts";
import { wantedRelations } from "./wanted-relations.ts";
import { refuseNothingImported, upTo } from "./wanted-stages.ts";
import type { Workspace } from "./workspace.ts";

export interface PlannedScope extends Omit<ScopePlan, "relations"> {
  readonly relations: readonly PlannedRelation[];
}

export interface PlannedGeneration {
  readonly name: "generate";
  readonly scopes: readonly PlannedScope[];
  readonly of: Coverage;
  readonly notices: readonly string[];
}

/** What a run would ask a language model, in the form of `cosmo run --plan --json`. */
export interface RunPlan {
  readonly stages: readonly (PlannedGeneration | PlannedJudging)[];
  /** What is still to be asked for. */
  readonly total: PlannedSpending & {
    /** Null where nothing is known yet of how long an answer takes. */
    readonly minutes: number | null;
  };
  /** What open batch jobs ask already, and the most that it can cost, which is set aside: no part of the total. */
  readonly inJobs: { readonly calls: number; readonly costUsd: number };
  /** Given with the plan, or with an earlier run; a plan keeps none. */
  readonly limits: HoldingLimits;
  /** What the money of generation is reckoned by; null where nobody knows it. */
  readonly price: ModelPrice | null;
  /** Where the settings of models stand whose price is needed for the total and not known. */
  readonly unpriced: readonly string[];
  /** Whether it is asked in batch jobs, which take as long as the provider likes: no minutes are told. */
  readonly batch: boolean;
  /** By what the tokens of prompts are counted. */
  readonly tokensCounted: Pick<TokenCounting, "by" | "name" | "next"> &
    Pick<GenerationPlan, "sampleOf">;
}

/**
 * Mines, which costs nothing, and counts what would be asked then. No model is asked and nothing decided: the
 * types of today are counted, but a run finds them for itself, and whether their names fit. Of queries and pairs that
 * wait for what types explain, those count that the graph of today leaves unexplained, or all where there is none.
 *
 * @throws CosmoError NOTHING_IMPORTED, STAGE_UNKNOWN, TOKENIZER_MISSING, TOKENIZER_INVALID
 */
export async function planRun(workspace: Workspace, options: RunOptions): Promise<RunPlan> {
  upTo(workspace, options.stages);
  await refuseNothingImported(workspace);
  const { counter, ...counting } = await workspace.ports.tokenCounting();
  const { stages, configuration, store, sql, ports, versions } = workspace;
  const free = [
    ...stages.slice(
      0,
      stages.findIndex(({ name }) => name === "generate"),
    ),
    ...(await stagesBeforeJudging(workspace, options)),
  ];
  const runs = await runWanted(workspace, free, { ...options, caps: { maxCalls: 0 } });
  const made: Datasets = Object.assign({}, ...runs.map(({ record }) => record.writes));
  const today: Datasets = {
    ...(await givenDatasets(workspace)),
    ...made,
    productTypes: typesDataset((await foundTypes(workspace, made)).rounds),
    typePartners: partnersDataset((await foundPartners(workspace, made)).rounds),
    requestedHeads: requestedDataset((await foundRequests(workspace, made)).rounds),
  };
  const found = await foundHeads(
    workspace,
    { ...today, ...(await versions.current())?.tables },
    false,
  );
  const datasets: Datasets = {
    ...today,
    ...foundDatasets(found),
  };
  const filesOf = (name: string) => ({ files: store.files(datasets[name]) });
  const settings = generationConfig.parse(stageConfigs(configuration)("generate"));
  const relations = await wantedRelations(workspace);
  const { scopes, of, notices, secondsPerCall, sampleOf } = await sql.use((connection) =>
    planGeneration(
      connection,
      {
        pairs: filesOf("pairs"),
        queries: filesOf("queries"),
        queryVariants: filesOf("queryVariants"),
        products: filesOf("products"),
        requestedHeads: filesOf("requestedHeads"),
        productTypes: filesOf("productTypes"),
        typePartners: filesOf("typePartners"),
        shownQueries: filesOf("shownQueries"),
        unexplainedHeads: filesOf("unexplainedHeads"),
      },
      settings,
      relations,
      configuration.seed,
      {
        usageOf: answersAtHand(workspace, ports.generator.id, options),
        isInJob: isAskedInJob(workspace, ports.generator.id),
        counter,
      },
      isTypesFirst(settings) ? scopesWaiting(found) : new Set(),
      options.signal,
    ),
  );
  const generation = totalSpending(scopes, ports.price);
  const { languageModel } = configuration;
  const inJobs = ports.batches.store.inJobs();
  const judging = await planJudging(workspace, datasets, scopes, options);
  return {
    stages: [
      {
        name: "generate",
        scopes: scopes.map((scope) => ({
          ...scope,
          relations: relationSpending(scope, ports.price),
        })),
        ...{ of, notices },
      },
      ...(judging === undefined ? [] : [judging]),
    ],
    total: {
      ...addedSpending(generation, judging),
      minutes: addedMinutes(
        languageModel.batch
          ? null
          : plannedMinutes(
              generation,
              secondsPerCall,
              languageModel.provider === "embedded"
                ? { requestsPerMinute: null, tokensPerMinute: null }
                : languageModel,
            ),
        judging,
      ),
    },
    inJobs: { calls: inJobs.calls, costUsd: fromNanoDollars(inJobs.cost) },
    limits: workspace.limits,
    price: ports.price ?? null,
    unpriced: unpricedModels(ports, judging ? ["generate", "judge"] : ["generate"]).map(
      ({ section }) => section,
    ),
    batch: languageModel.batch,
    tokensCounted: { ...counting, sampleOf },
  };
}
