import { silentProgress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { openBareTokenizer } from "../../encoder/text-tokenizer.ts";
import { tinyShape, tinyTokenizerJson, tinyWeights } from "../../encoder/tiny-bert-for-tests.ts";
import { Safetensors } from "../../onnx/safetensors.ts";
import { writeSafetensors } from "../../onnx/write-safetensors.ts";
import type { TunableEncoder } from "../evaluate/tuned-learner.ts";
import type { LearnRerankerOptions } from "./learn-reranker.ts";
import { rerankingData } from "./reranking-data.ts";

export const tinyEncoder: TunableEncoder = {
  weights: new Safetensors(writeSafetensors(tinyWeights(3))),
  shape: tinyShape,
  tokenizer: openBareTokenizer(tinyTokenizerJson),
};

const tinyBase: LearnRerankerOptions["base"] = {
  ...{ model: "tiny", licence: "Apache-2.0", source: "https://model.example/tiny" },
  ...{ sha256: "1", tokenizerSha256: "2" },
};

const things = ["lamp", "tent", "mug", "sofa", "drill", "kettle", "rug", "spade", "fork", "vase"];

/** Of forty queries two each: exact by the one title, irrelevant by the other. */
const plantedJudgements = (
  titlesOf: (place: number) => readonly [exact: string, irrelevant: string],
): readonly Judgement[] =>
  Array.from({ length: 80 }, (_, at) => {
    const query = Math.floor(at / 2);
    return {
      ...{ id: String(at), site: "default", locale: "en-US", sku: null },
      query: `${things[query % 10]} ${query}`,
      title: titlesOf(query)[at % 2] ?? "",
      ...{ description: null, bullets: null, brand: null, colour: null },
      ...{ label: at % 2 === 0 ? "E" : "I", grade: null, spread: null, split: null },
    };
  });

/** What the encoder can tell: an a or a b. */
const byLetters = plantedJudgements(() => ["ac c", "b cc"]);

/** What words can tell: whether the title names the thing that is looked for. */
const byWords = plantedJudgements((place) => [
  `Green ${things[place % 10]} no ${place}`,
  `Green ${things[(place + 3) % 10]} no ${place}`,
]);

export const wordsData = rerankingData(byWords, null, 1);

export const tinyOptions: Omit<LearnRerankerOptions, "checkpoint"> = {
  ...{ id: "relevance_tiny", data: rerankingData(byLetters, null, 1), content: "rows" },
  ...{
    encoder: tinyEncoder,
    base: tinyBase,
    epochs: 2,
    useWords: true,
    seed: 1,
    threads: 1,
    now: () => 0,
  },
  ...{ signal: new AbortController().signal, progress: silentProgress },
};
