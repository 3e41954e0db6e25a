import { float32, type Tensor } from "../onnx/tensor.ts";
import type { BertShape } from "./bert-states.ts";

/** A BERT of two layers with random weights, for tests. */
export const tinyShape: BertShape = { layers: 2, hidden: 8, heads: 2, layerNormEpsilon: 1e-12 };
const tinyIntermediate = 20;
const positions = 12;

/** Each character is a token of its own; the ids are the places in this list. */
export const tinyVocabulary = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "a",
  "b",
  "c",
  "##a",
  "##b",
  "##c",
];

/** Weights by their names in the published checkpoints, the same for the same seed. */
export function tinyWeights(seed: number): ReadonlyMap<string, Tensor> {
  const { hidden, layers } = tinyShape;
  const random = seededRandom(seed);
  const weights = new Map<string, Tensor>();
  const fill = (name: string, ...shape: number[]): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    weights.set(name, float32(Array.from({ length }, random), shape));
  };
  const dense = (name: string, outputs: number, inputs: number): void => {
    fill(`${name}.weight`, outputs, inputs);
    fill(`${name}.bias`, outputs);
  };
  const norm = (name: string): void => {
    fill(`${name}.weight`, hidden);
    fill(`${name}.bias`, hidden);
  };
  fill("embeddings.word_embeddings.weight", tinyVocabulary.length, hidden);
  fill("embeddings.position_embeddings.weight", positions, hidden);
  fill("embeddings.token_type_embeddings.weight", 2, hidden);
  norm("embeddings.LayerNorm");
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `encoder.layer.${layer}`;
    for (const kind of ["query", "key", "value"]) {
      dense(`${name}.attention.self.${kind}`, hidden, hidden);
    }
    dense(`${name}.attention.output.dense`, hidden, hidden);
    norm(`${name}.attention.output.LayerNorm`);
    dense(`${name}.intermediate.dense`, tinyIntermediate, hidden);
    dense(`${name}.output.dense`, hidden, tinyIntermediate);
    norm(`${name}.output.LayerNorm`);
  }
  return weights;
}

/** A `tokenizer.json` in the form of the real one. */
export const tinyTokenizerJson = JSON.stringify({
  version: "1.0",
  truncation: { max_length: 4, strategy: "LongestFirst", stride: 0 },
  padding: {
    strategy: { Fixed: 10 },
    direction: "Right",
    pad_id: 0,
    pad_type_id: 0,
    pad_token: "[PAD]",
  },
  added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  })),
  normalizer: {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: {
    type: "TemplateProcessing",
    single: [
      { SpecialToken: { id: "[CLS]", type_id: 0 } },
      { Sequence: { id: "A", type_id: 0 } },
      { SpecialToken: { id: "[SEP]", type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
      "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
    },
  },
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece",
    unk_token: "[UNK]",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(tinyVocabulary.map((token, id) => [token, id])),
  },
});

/** Numbers in [-1, 1) from a linear congruential generator (Park and Miller). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  };
}
