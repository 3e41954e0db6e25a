import { type PaddedInputs, paddedBatch, paddedInputs } from "../../encoder/padded-batch.ts";
import { pooledStates } from "../../encoder/pooled-states.ts";
import type { PretrainedBert } from "../../encoder/pretrained-bert.ts";
import type { Architecture } from "../../learning/classifier.ts";
import { linear } from "../../learning/operations/linear.ts";
import { encoderWeights, initialWeight } from "./encoder-weights.ts";
import { headPrefix } from "./initial-head.ts";
import { joinedSequence, type Marks, type TokenTexts } from "./token-texts.ts";

export interface EncoderModelOptions {
  readonly encoder: PretrainedBert;
  readonly marks: Marks;
  readonly classes: number;
  /** Of the head's first values. */
  readonly seed: number;
  /** How much faster the head learns than the encoder, which knows much already. */
  readonly headRateFactor: number;
}

const inOrder = ({ query, product, queryKnowledge, productKnowledge }: TokenTexts) => [
  ...[query, product, queryKnowledge, productKnowledge],
];

/**
 * Reads query, product and knowledge at once, so that each token sees all others (Nogueira and Cho 2019): the mean of the
 * states, and a linear head.
 */
export function crossEncoder(options: EncoderModelOptions): Architecture<TokenTexts> {
  const { encoder, marks, classes, seed, headRateFactor } = options;
  const { hidden } = encoder.shape;
  return {
    name: "cross-encoder",
    classes,
    lengthOf: (texts) => joinedSequence(inOrder(texts), marks).ids.length,
    feeds: (examples) =>
      paddedBatch(
        "",
        examples.map((texts) => joinedSequence(inOrder(texts), marks)),
      ),
    logits(graph, weights) {
      const inputs: PaddedInputs = paddedInputs(graph, "");
      const pooled = pooledStates(graph, encoderWeights(encoder, weights), inputs, encoder.shape);
      return linear(
        graph,
        pooled,
        weights(`${headPrefix}weight`, [classes, hidden], headRateFactor),
        weights(`${headPrefix}bias`, [classes], headRateFactor),
      );
    },
    initial: (name, shape) => initialWeight(encoder, name, shape, seed),
  };
}
