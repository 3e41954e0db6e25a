import { availableParallelism } from "node:os";
import { silentWork } from "../../domain/progress.ts";
import { learnTuned, tunedRecipe } from "../../relevance/evaluate/tuned-learner.ts";
import { crossEncoder } from "../../relevance/models/cross-encoder.ts";
import { countsByClass } from "../../relevance/reranker/learn-reranker.ts";
import {
  type RerankingData,
  rerankingData,
  textsOfPairs,
} from "../../relevance/reranker/reranking-data.ts";
import type { Workspace } from "../workspace.ts";
import { relevanceTask } from "./relevance-task.ts";
import type { RelevanceRunOptions } from "./run-relevance.ts";
import { tunableEncoder } from "./tunable-encoder.ts";

/** What `cosmo run relevance` would learn, and what that takes. */
export interface RelevancePlan {
  readonly model: string;
  /** Of those with a title. */
  readonly byClass: Readonly<Record<string, number>>;
  readonly withoutTitle: number;
  readonly learn: number;
  readonly validation: number;
  /** Null where the model is there already: nothing is to be done. */
  readonly work: PlannedLearning | null;
}

export interface PlannedLearning {
  /** At most, as are steps and seconds: it ends before where another epoch no longer helps. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  /** What this process held at most while it tried a few steps. */
  readonly memoryBytes: number;
  /** Judgements that it tried them on. */
  readonly tried: number;
}

/** Judgements that steps are tried on. */
const triedAtMost = 3 * tunedRecipe.batchSize;
/** Reading a judgement of the validation side takes so much of what learning from one takes: forward, and not back. */
const forwardShare = 1 / 3;

/**
 * Counts what would be learnt from, and tries a few steps on it, for which the encoder is fetched. Nothing is kept.
 *
 * @throws CosmoError as `runRelevance`
 */
export async function planRelevance(
  workspace: Workspace,
  options: Pick<RelevanceRunOptions, "signal" | "progress">,
): Promise<RelevancePlan> {
  const { configuration } = workspace;
  const { id, store, judgements } = await relevanceTask(workspace);
  const card = await store.card(id);
  if (card !== undefined) {
    const { byClass, withoutTitle } = card.judgements;
    const { learn, validation } = card.split;
    return {
      ...{ model: id, byClass, withoutTitle, work: null },
      ...{ learn: learn.judgements, validation: validation.judgements },
    };
  }
  const { cuts, epochs } = configuration.relevance;
  const data = rerankingData(await judgements(), cuts, configuration.seed);
  const { learn, validation } = data.sides;
  const { perJudgement, tried } = await tryLearning(workspace, data, options);
  return {
    model: id,
    byClass: countsByClass(data.grading.classes, data.pairs),
    withoutTitle: data.withoutTitle,
    ...{ learn: learn.length, validation: validation.length },
    work: {
      epochs,
      steps: epochs * Math.ceil(learn.length / tunedRecipe.batchSize),
      seconds: epochs * perJudgement * (learn.length + forwardShare * validation.length),
      memoryBytes: 1024 * process.resourceUsage().maxRSS,
      tried,
    },
  };
}

/** Seconds that learning from one judgement takes, the first batch apart, in which memory is taken. */
async function tryLearning(
  workspace: Workspace,
  { pairs, sides, grading }: RerankingData,
  { signal, progress }: Pick<RelevanceRunOptions, "signal" | "progress">,
): Promise<{ readonly perJudgement: number; readonly tried: number }> {
  const { folder, configuration, environment } = workspace;
  const { encoder } = await tunableEncoder({
    ...{ folder, configuration, environment, progress, signal },
  });
  const every = Math.ceil(sides.learn.length / triedAtMost);
  const learn = sides.learn.filter((_, at) => at % every === 0);
  const times: number[] = [];
  const mark = (): void => void times.push(performance.now());
  const work = progress.started("try a few steps", "judgements", learn.length);
  await using _tried = await learnTuned(
    {
      ...{ id: "tried", encoder, architectureOf: crossEncoder, epochs: 1 },
      textsOf: textsOfPairs(pairs),
      threads: availableParallelism(),
      progress: {
        started() {
          mark();
          return { ...silentWork, progressed: mark };
        },
      },
    },
    {
      ...{ pairs, classes: grading.classes.length, seed: configuration.seed, signal },
      // All words there are, so that as much memory is taken as for all.
      sides: { learn, validation: [], evaluated: [...pairs.keys()] },
    },
  );
  work.finished();
  const batches = times.length - 1;
  const from = batches > 1 ? 1 : 0;
  const seconds = ((times.at(-1) ?? 0) - (times[from] ?? 0)) / 1000;
  const judgements = (learn.length * (batches - from)) / batches;
  return { perJudgement: seconds / judgements, tried: learn.length };
}
