import { readFile } from "node:fs/promises";
import { miniLmShape } from "../../encoder/mini-lm-encoder.ts";
import { openBareTokenizer } from "../../encoder/text-tokenizer.ts";
import { miniLmTokenizer, miniLmWeights } from "../../model-files/models.ts";
import { Safetensors } from "../../onnx/safetensors.ts";
import type { TunableEncoder } from "../../relevance/evaluate/tuned-learner.ts";
import type { BaseModel } from "../../relevance/reranker/reranker-card.ts";
import { type FetchOptions, fetchedModel } from "../fetched-model.ts";

/** The encoder that models of relevance begin from, known before its files are here. */
export const baseModel: BaseModel = {
  model: miniLmWeights.model,
  licence: miniLmWeights.licence,
  source: miniLmWeights.hubAddress,
  sha256: miniLmWeights.sha256,
  tokenizerSha256: miniLmTokenizer.sha256,
};

/** Reads it, fetched where it is not here yet. */
export async function tunableEncoder(
  options: FetchOptions,
): Promise<{ readonly encoder: TunableEncoder; readonly tokenizerJson: string }> {
  const weights = await readFile(await fetchedModel(miniLmWeights, options));
  const tokenizerJson = await readFile(await fetchedModel(miniLmTokenizer, options), "utf8");
  return {
    encoder: {
      weights: new Safetensors(new Uint8Array(weights)),
      tokenizer: openBareTokenizer(tokenizerJson),
      shape: miniLmShape,
    },
    tokenizerJson,
  };
}
