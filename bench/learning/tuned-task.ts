import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { usualModelFile } from "../../scripts/usual-model-file.ts";
import { readJudgementFile } from "../../src/app/relevance/judgement-file.ts";
import { miniLmShape } from "../../src/encoder/mini-lm-encoder.ts";
import { openBareTokenizer } from "../../src/encoder/text-tokenizer.ts";
import { balancedWeights } from "../../src/learning/balanced-weights.ts";
import { lengthBatches } from "../../src/learning/length-batches.ts";
import { miniLmTokenizer, miniLmWeights } from "../../src/model-files/models.ts";
import { Safetensors } from "../../src/onnx/safetensors.ts";
import { type JudgedPair, judgedPairs } from "../../src/relevance/evaluate/judged-pair.ts";
import { balance } from "../../src/relevance/evaluate/learnt-on-sides.ts";
import { foldSides, type Sides } from "../../src/relevance/evaluate/sides.ts";
import {
  headRateFactor,
  mostTokens,
  type PairTexts,
  type TunableEncoder,
  tokenTexts,
  tunedRecipe,
} from "../../src/relevance/evaluate/tuned-learner.ts";
import { gradingOf } from "../../src/relevance/grading.ts";
import { initialHead } from "../../src/relevance/models/initial-head.ts";
import { joinedSequence } from "../../src/relevance/models/token-texts.ts";
import { queryGroups } from "../../src/relevance/split/groups.ts";

const data = fileURLToPath(
  new URL("../../../shared/data/esci/judgements.jsonl.gz", import.meta.url),
);

/** What is learnt from, and on which side. */
export interface TunedTask {
  readonly pairs: readonly JudgedPair[];
  readonly classes: number;
  readonly sides: Sides;
  readonly encoder: TunableEncoder;
  readonly weightsFile: string;
}

/**
 * ESCI's judgements in the first of five folds.
 *
 * @param most of them
 * @throws CosmoError where they are not beside the project
 */
export async function tunedTask(most: number): Promise<TunedTask> {
  const signal = new AbortController().signal;
  const environment = {
    ...{ variables: process.env, home: homedir(), currentFolder: process.cwd(), now: Date.now },
  };
  const request = { environment, paths: [data], format: null, map: [], signal };
  const { judgements } = await readJudgementFile(request);
  const grading = gradingOf(judgements, null);
  const { pairs: all } = judgedPairs(judgements, queryGroups(judgements), grading);
  const pairs = all.slice(0, most);
  const groups = pairs.map(({ group }) => group);
  const [sides] = foldSides(groups, 5, 1);
  if (sides === undefined) throw new RangeError("no fold");
  const weightsFile = await usualModelFile(miniLmWeights, signal);
  const tokenizerFile = await usualModelFile(miniLmTokenizer, signal);
  const encoder = {
    weights: new Safetensors(new Uint8Array(readFileSync(weightsFile))),
    tokenizer: openBareTokenizer(readFileSync(tokenizerFile, "utf8")),
    shape: miniLmShape,
  };
  return { pairs, classes: grading.classes.length, sides, encoder, weightsFile };
}

/** What `tuned_cross.py` reads: with the head and the batches that learning begins from and goes through under a seed. */
export function writtenTask({ pairs, classes, sides, encoder }: TunedTask, seed: number): unknown {
  const { opening, closing } = encoder.tokenizer;
  const labels = pairs.map(({ label }) => label);
  const sequences = pairs.map((_pair, place) => {
    const { query, product } = tokenTexts(textsOf(pairs, place), encoder.tokenizer, mostTokens);
    return joinedSequence([query, product], { opening, closing });
  });
  const lengths = sides.learn.map((place) => sequences[place]?.ids.length ?? 0);
  const weights = balancedWeights(
    sides.learn.map((place) => labels[place] ?? 0),
    balance,
  );
  return {
    sequences,
    head: [...initialHead([classes, encoder.shape.hidden], seed)],
    batches: Array.from({ length: tunedRecipe.epochs }, (_, epoch) =>
      lengthBatches(lengths, tunedRecipe.batchSize, seed, epoch).map((batch) =>
        batch.map((at) => sides.learn[at]),
      ),
    ),
    ...{ labels, sides, weights: [...weights], classes, recipe: tunedRecipe, headRateFactor },
  };
}

export const textsOf = (pairs: readonly JudgedPair[], place: number): PairTexts => ({
  ...{ query: pairs[place]?.words.query ?? "", product: pairs[place]?.words.title ?? "" },
  ...{ queryKnowledge: "", productKnowledge: "" },
});
