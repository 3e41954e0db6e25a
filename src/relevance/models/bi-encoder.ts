import { paddedBatch, paddedInputs } from "../../encoder/padded-batch.ts";
import { pooledStates } from "../../encoder/pooled-states.ts";
import type { Architecture } from "../../learning/classifier.ts";
import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { EncoderModelOptions } from "./cross-encoder.ts";
import { encoderWeights, initialWeight } from "./encoder-weights.ts";
import { headPrefix } from "./initial-head.ts";
import { pairColumns, pairFeatures } from "./pair-features.ts";
import { perceptron } from "./perceptron.ts";
import { joinedSequence, type Marks, type TokenTexts } from "./token-texts.ts";

const querySide = ({ query, queryKnowledge }: TokenTexts, marks: Marks) =>
  joinedSequence([query, queryKnowledge], marks);
const productSide = ({ product, productKnowledge }: TokenTexts, marks: Marks) =>
  joinedSequence([product, productKnowledge], marks);

/**
 * Reads the query and the product, each with its knowledge, apart, with one encoder, and compares the two vectors by a
 * perceptron with one inner layer (Reimers and Gurevych 2019).
 */
export function biEncoder(options: EncoderModelOptions): Architecture<TokenTexts> {
  const { encoder, marks, classes, seed, headRateFactor } = options;
  const { hidden } = encoder.shape;
  const sides = ["query_", "product_"] as const;
  return {
    name: "bi-encoder",
    classes,
    lengthOf: (texts) => querySide(texts, marks).ids.length + productSide(texts, marks).ids.length,
    feeds: (examples) => ({
      ...paddedBatch(
        sides[0],
        examples.map((texts) => querySide(texts, marks)),
      ),
      ...paddedBatch(
        sides[1],
        examples.map((texts) => productSide(texts, marks)),
      ),
    }),
    logits(graph, weights) {
      const read = (side: string): GraphValue => {
        const inputs = paddedInputs(graph, side);
        return pooledStates(graph, encoderWeights(encoder, weights), inputs, encoder.shape);
      };
      const pair = pairFeatures(graph, read(sides[0]), read(sides[1]), hidden);
      return perceptron(graph, weights, pair, {
        ...{ inputs: pairColumns(hidden), classes, prefix: headPrefix, rateFactor: headRateFactor },
      });
    },
    initial: (name, shape) => initialWeight(encoder, name, shape, seed),
  };
}
