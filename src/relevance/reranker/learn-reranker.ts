import type { Progress } from "../../domain/progress.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import type { CheckpointFile } from "../../learning/checkpoint.ts";
import { labelCounts } from "../comparison/evaluated-judgement.ts";
import type { JudgedPair } from "../evaluate/judged-pair.ts";
import {
  headRateFactor,
  learnTuned,
  mostTokens,
  type TunableEncoder,
  tunedRecipe,
} from "../evaluate/tuned-learner.ts";
import { validatedDecision } from "../evaluate/validated-decision.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { atTemperature, chooseTemperature } from "../models/encoder-temperature.ts";
import { enoughForWords, learnWords, openWords, type WordsModel } from "../models/words-model.ts";
import { chooseWordsShare, pooledWithWords } from "../models/words-share.ts";
import type { Predictions } from "./predictions.ts";
import type { BaseModel, CountedSide, RerankerCard } from "./reranker-card.ts";
import { rerankerGraph } from "./reranker-graph.ts";
import { rerankerVersion } from "./reranker-id.ts";
import { type RerankingData, textsOfPairs } from "./reranking-data.ts";
import { moreLogLoss, validationRow } from "./validation-figures.ts";

export interface LearnRerankerOptions {
  readonly id: string;
  readonly data: RerankingData;
  /** Hash of the judgements that `data` is made of. */
  readonly content: string;
  readonly encoder: TunableEncoder;
  readonly base: BaseModel;
  /** How often each judgement is learnt from at most. */
  readonly epochs: number;
  /** Whether words count beside the encoder. */
  readonly useWords: boolean;
  /** Decides the first values of the head, and the order of judgements. */
  readonly seed: number;
  readonly threads: number;
  readonly checkpoint: CheckpointFile;
  /** Milliseconds since 1970; for the card. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface LearntReranker {
  readonly card: RerankerCard;
  /** An ONNX file. */
  readonly graph: Uint8Array<ArrayBuffer>;
  /** What counts beside it; null: it counts alone. */
  readonly words: WordsModel | null;
}

/** What an evaluation calls the same model. */
const encoderId = "cross-encoder/tuned";

/**
 * Learns a cross-encoder until the log loss of the validation side no longer falls, and boosted trees over words. By that side it sets the
 * encoder's temperature, how much words count beside it, and how much a class's rarity counts. The same judgements, seed and threads give the same graph and words, byte for byte.
 */
export async function learnReranker(options: LearnRerankerOptions): Promise<LearntReranker> {
  const { data, encoder, epochs, seed, threads, checkpoint, signal, progress } = options;
  const { pairs, sides, grading } = data;
  const { classes, gains } = grading;
  await using learnt = await learnTuned(
    {
      ...{ id: encoderId, encoder, epochs, threads, checkpoint, progress },
      architectureOf: crossEncoder,
      textsOf: textsOfPairs(pairs),
    },
    { pairs, classes: classes.length, sides: { ...sides, evaluated: [] }, seed, signal },
  );
  const on = (places: readonly number[]): readonly JudgedPair[] =>
    places.flatMap((place) => pairs[place] ?? []);
  const [learntFrom, held] = [on(sides.learn), on(sides.validation)];
  const labels = held.map(({ label }) => label);
  const said = await learnt.probabilities(sides.validation);
  const temperature = chooseTemperature(said, labels);
  const byEncoder = atTemperature(said, temperature);
  const words = options.useWords ? await wordsOf(learntFrom, options) : null;
  const decided = (one: Omit<Predictions, "decision">): Predictions => ({
    ...one,
    decision: validatedDecision(classes.length, one.probabilities, labels),
  });
  const ofEncoder = decided({ id: encoderId, probabilities: byEncoder });
  const controls = [majority(classes.length, learntFrom, held)];
  let [model, wordsShare] = [ofEncoder, 0];
  if (words !== null) {
    const judge = openWords(words);
    const byWords = held.map(({ words: { query, title } }) => judge(query, title));
    wordsShare = chooseWordsShare(byWords, byEncoder, {
      labels,
      groups: held.map(({ group }) => group),
    });
    model = decided({
      id: "served",
      probabilities: pooledWithWords(byWords, byEncoder, wordsShare),
    });
    controls.push(decided({ id: "words", probabilities: byWords }), ofEncoder);
  }
  const { encoder: began, parameters, fitted } = learnt;
  return {
    graph: rerankerGraph({ parameters, encoder: began, temperature, gains }),
    words,
    card: {
      ...{ id: options.id, version: rerankerVersion },
      learntAt: new Date(options.now()).toISOString(),
      base: options.base,
      judgements: {
        content: options.content,
        byClass: countsByClass(classes, pairs),
        withoutTitle: data.withoutTitle,
      },
      split: { by: "groups of queries", learn: sideOf(learntFrom), validation: sideOf(held) },
      recipe: { ...tunedRecipe, epochs, seed, headRateFactor, threads },
      ...{ classes, gains },
      mostTokens: { query: mostTokens.query, product: mostTokens.product },
      ...{ temperature, wordsShare, decision: model.decision, epochs: fitted.history },
      validation: [
        ...controls.map((control) => ({
          ...validationRow(control, held, gains),
          moreLogLoss: moreLogLoss(control, model, held, seed),
        })),
        validationRow(model, held, gains),
      ],
    },
  };
}

/** Null where what is learnt from is of too few queries. */
async function wordsOf(
  learntFrom: readonly JudgedPair[],
  { data, seed, threads, signal, progress }: LearnRerankerOptions,
): Promise<WordsModel | null> {
  if (!enoughForWords(learntFrom.map(({ group }) => group))) return null;
  await using boosting = new BoostingThreads(threads, signal);
  const work = progress.started("learn words", "judgements", learntFrom.length);
  const { model } = await learnWords(learntFrom, {
    ...{ classes: data.grading.classes.length, seed, fit: boosting.fit, signal },
    onRead: (judgements) => work.progressed(judgements),
  });
  work.finished();
  return model;
}

/** What knows the share of each class among those that are learnt from, and nothing of query and product. */
function majority(
  classes: number,
  learntFrom: readonly JudgedPair[],
  held: readonly JudgedPair[],
): Predictions {
  // One more of each (Laplace): a class that nothing was learnt from is not impossible.
  const shares = labelCounts(classes, learntFrom).map(
    (count) => (count + 1) / (learntFrom.length + classes),
  );
  return {
    id: "majority",
    probabilities: held.map(() => Float64Array.from(shares)),
    decision: { shares, power: 0 },
  };
}

const sideOf = (pairs: readonly JudgedPair[]): CountedSide => ({
  judgements: pairs.length,
  queryGroups: new Set(pairs.map(({ group }) => group)).size,
});

export function countsByClass(
  classes: readonly string[],
  pairs: readonly JudgedPair[],
): Readonly<Record<string, number>> {
  const counts = labelCounts(classes.length, pairs);
  return Object.fromEntries(classes.map((name, place) => [name, counts[place] ?? 0]));
}
