import type { BertShape } from "../../encoder/bert-states.ts";
import { type PretrainedBert, pretrainedBert } from "../../encoder/pretrained-bert.ts";
import type { BareTokenizer } from "../../encoder/text-tokenizer.ts";
import type { Architecture } from "../../learning/classifier.ts";
import type { Recipe } from "../../learning/fit.ts";
import type { Safetensors } from "../../onnx/safetensors.ts";
import type { EncoderModelOptions } from "../models/cross-encoder.ts";
import type { TokenTexts } from "../models/token-texts.ts";
import type { Learner, LearnTask } from "./learner.ts";
import { type LearntOnSides, learntOnSides, type SideLearning } from "./learnt-on-sides.ts";

/** An encoder that can be learnt on, with what turns texts into its tokens. */
export interface TunableEncoder {
  readonly weights: Safetensors;
  readonly shape: BertShape;
  readonly tokenizer: BareTokenizer;
}

/** The words of a judgement, as an encoder is given them; without knowledge it is empty. */
export interface PairTexts {
  readonly query: string;
  readonly product: string;
  readonly queryKnowledge: string;
  readonly productKnowledge: string;
}

export interface TunedLearnerOptions
  extends Pick<SideLearning<unknown>, "checkpoint" | "progress"> {
  readonly id: string;
  readonly textsOf: (place: number) => PairTexts;
  readonly encoder: TunableEncoder;
  readonly architectureOf: (options: EncoderModelOptions) => Architecture<TokenTexts>;
  readonly threads: number;
  /** At most so many; default: as the recipe has it. */
  readonly epochs?: number;
}

/** What was learnt, with the encoder that it began from. */
export type Tuned = LearntOnSides & { readonly encoder: PretrainedBert };

/** Longer texts lose their end; knowledge has room of its own, so that nothing of a product is cut for it. */
export const mostTokens = {
  ...{ query: 32, product: 96, queryKnowledge: 64, productKnowledge: 64 },
} as const;

export const tunedRecipe: Omit<Recipe, "seed"> = {
  ...{ epochs: 4, batchSize: 32, patience: 1, weightDecay: 0.01, clipNorm: 1 },
  rate: { peak: 1e-4, warmUpShare: 0.1 },
};
export const headRateFactor = 10;

/** The tuned regime: encoder and head learn together. */
export const tunedLearner = (options: TunedLearnerOptions): Learner => ({
  id: options.id,
  learn: (task) => learnTuned(options, task),
});

/** Learns encoder and head; tokens that occur in none of the task's judgements stay as they are. */
export async function learnTuned(options: TunedLearnerOptions, task: LearnTask): Promise<Tuned> {
  const { threads, checkpoint, progress, epochs = tunedRecipe.epochs } = options;
  const { tokenizer, weights, shape } = options.encoder;
  const { learn, validation, evaluated } = task.sides;
  const tokens = new Map(
    [...learn, ...validation, ...evaluated].map((place) => [
      place,
      tokenTexts(options.textsOf(place), tokenizer, mostTokens),
    ]),
  );
  const { opening, closing } = tokenizer;
  // Where a text is filled up stands token 0.
  const used = tokens.values().flatMap((texts) => Object.values(texts).flat());
  const encoder = pretrainedBert(weights, shape, [0, opening, closing, ...used]);
  const known = (ids: readonly number[]): readonly number[] => ids.map(encoder.placeOf);
  const learnt = await learntOnSides(task, {
    architecture: options.architectureOf({
      ...{ encoder, classes: task.classes, seed: task.seed, headRateFactor },
      marks: { opening: encoder.placeOf(opening), closing: encoder.placeOf(closing) },
    }),
    exampleOf(place) {
      const { query, product, queryKnowledge, productKnowledge } = tokens.get(place) ?? empty;
      return {
        ...{ query: known(query), product: known(product) },
        queryKnowledge: known(queryKnowledge),
        productKnowledge: known(productKnowledge),
      };
    },
    recipe: { ...tunedRecipe, epochs },
    threads,
    ...(checkpoint !== undefined && { checkpoint }),
    ...(progress !== undefined && { progress }),
  });
  return { ...learnt, encoder };
}

/** @param most tokens of each text; what is beyond is cut off */
export function tokenTexts(
  texts: PairTexts,
  { tokenize }: Pick<BareTokenizer, "tokenize">,
  most: Readonly<Record<keyof PairTexts, number>>,
): TokenTexts {
  const cut = (of: keyof PairTexts): readonly number[] => tokenize(texts[of]).slice(0, most[of]);
  return {
    ...{ query: cut("query"), product: cut("product") },
    ...{ queryKnowledge: cut("queryKnowledge"), productKnowledge: cut("productKnowledge") },
  };
}

const empty: TokenTexts = { query: [], product: [], queryKnowledge: [], productKnowledge: [] };
