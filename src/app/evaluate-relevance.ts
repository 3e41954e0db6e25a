import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Progress } from "../domain/progress.ts";
import { miniLmShape, openMiniLmEncoder } from "../encoder/mini-lm-encoder.ts";
import { openBareTokenizer } from "../encoder/text-tokenizer.ts";
import type { Format } from "../intake/files/format.ts";
import { miniLmTokenizer, miniLmWeights } from "../model-files/models.ts";
import { Safetensors } from "../onnx/safetensors.ts";
import {
  evaluateRelevance as evaluate,
  type RelevanceEvaluation,
} from "../relevance/evaluate/evaluate-relevance.ts";
import type { Environment } from "./environment.ts";
import { fetchedModel } from "./fetched-model.ts";
import { readJudgementFile } from "./judgement-file.ts";

export interface RelevanceRequest {
  readonly environment: Environment;
  readonly paths: readonly string[];
  /** Null: told by each file's name. */
  readonly format: Format | null;
  /** `ours=theirs`, as typed. */
  readonly map: readonly string[];
  readonly cuts: readonly number[] | null;
  readonly folds: number;
  readonly seeds: number;
  readonly mostJudgements: number | null;
  /** Whether encoders are learnt on too, which takes minutes for each fold, seed and row. */
  readonly tuned: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface RelevanceResult extends RelevanceEvaluation {
  /** Rows of the files that could not be used, by code. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly notices: readonly string[];
}

/** Without a workspace: as `models` of cosmo.yaml is where nothing is written. */
const usualModels = { localFolder: null, cacheFolder: null, fetch: true };

/**
 * Evaluates ways to tell how well a product fits a query, on files of judgements.
 *
 * @throws CosmoError of reading the files, GRADING_UNKNOWN, SPLIT_TOO_SMALL, and those of fetching the encoder
 */
export async function evaluateRelevance(request: RelevanceRequest): Promise<RelevanceResult> {
  const { environment, tuned, seeds, progress, signal } = request;
  const { judgements, rejected, notices } = await readJudgementFile(request);
  const fetching = {
    ...{ folder: environment.currentFolder, environment, progress, signal },
    configuration: { models: usualModels },
  };
  const threads = availableParallelism();
  const modelFile = await fetchedModel(miniLmWeights, fetching);
  const tokenizerFile = await fetchedModel(miniLmTokenizer, fetching);
  const encoder = await openMiniLmEncoder({
    ...{ modelFile, tokenizerFile, sha256: miniLmWeights.sha256, threads },
  });
  try {
    const evaluation = await evaluate({
      ...request,
      ...{ judgements, encoder, threads },
      seeds: Array.from({ length: seeds }, (_, place) => place + 1),
      tunable: tuned
        ? {
            weights: new Safetensors(new Uint8Array(await readFile(modelFile))),
            tokenizer: openBareTokenizer(await readFile(tokenizerFile, "utf8")),
            shape: miniLmShape,
          }
        : null,
    });
    return { ...evaluation, rejected, notices };
  } finally {
    await encoder.close();
  }
}
