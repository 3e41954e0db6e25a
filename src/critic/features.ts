import { cosine } from "../encoder/cosine.ts";
import { encodeTexts, vectorOf } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { type CountName, type CriticInput, contextOf, countNames, endsOf } from "./critic.ts";

/** Numbers that speak for themselves, in the order in which a critic is given them. */
export const featureNames = [
  "tail–title cosine, greatest",
  "tail–title cosine, least",
  "tail–type cosine, greatest",
  "tail–type cosine, least",
  "tail–query cosine",
  "tail–end cosine, greatest",
  "tail–end cosine, least",
  "tail–end cosines, product",
  "sentence–end cosine, greatest",
  "sentence–end cosine, least",
  "sentence–context cosine",
  "end–end cosine",
  "tail words, logarithm",
  "co-buy",
  "product type",
  ...countNames,
  "log-probability difference",
] as const;

export type FeatureName = (typeof featureNames)[number];

/** A claim in numbers. */
export interface EncodedInput {
  /** Unit vectors of the tail and of both ends of what it is about. */
  readonly tail: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** One for each name; NaN where it is not known. */
  readonly features: Float64Array;
}

/**
 * Encodes claims and takes their features.
 *
 * @param differences log-probability differences, one per input, where they were measured
 */
export async function encodeInputs(
  inputs: readonly CriticInput[],
  encoder: Encoder,
  signal: AbortSignal,
  differences?: readonly number[],
): Promise<readonly EncodedInput[]> {
  const vectors = await encodeTexts(inputs.flatMap(textsOf), encoder, signal);
  const vectorOfText = (text: string): Float32Array => vectorOf(text, vectors);
  return inputs.map((input, place) => {
    const [first, second] = endsOf(input);
    return {
      tail: vectorOfText(input.tail),
      first: vectorOfText(first),
      second: vectorOfText(second),
      features: featuresOf(input, vectorOfText, differences?.[place] ?? Number.NaN),
    };
  });
}

const textsOf = (input: CriticInput): readonly string[] => [
  input.tail,
  input.sentence,
  contextOf(input),
  ...endsOf(input),
  ...input.products.flatMap(({ title, type }) => [title, type ?? title]),
];

function featuresOf(
  input: CriticInput,
  vectorOf: (text: string) => Float32Array,
  difference: number,
): Float64Array {
  const { query, products, counts, subject } = input;
  const tail = vectorOf(input.tail);
  const sentence = vectorOf(input.sentence);
  const ends = endsOf(input).map(vectorOf);
  const titles = products.map(({ title }) => cosine(tail, vectorOf(title)));
  const types = products.map(({ title, type }) => cosine(tail, vectorOf(type ?? title)));
  const tailEnds = ends.map((end) => cosine(tail, end));
  const sentenceEnds = ends.map((end) => cosine(sentence, end));
  const [first = new Float32Array(), second = new Float32Array()] = ends;
  const count = (name: CountName): number => {
    const value = counts[name];
    if (value === undefined) return Number.NaN;
    return name === "spread" ? value : Math.log1p(value);
  };
  const values: Readonly<Record<FeatureName, number>> = {
    "tail–title cosine, greatest": Math.max(...titles),
    "tail–title cosine, least": Math.min(...titles),
    "tail–type cosine, greatest": Math.max(...types),
    "tail–type cosine, least": Math.min(...types),
    "tail–query cosine": query === null ? Number.NaN : cosine(tail, vectorOf(query)),
    "tail–end cosine, greatest": Math.max(...tailEnds),
    "tail–end cosine, least": Math.min(...tailEnds),
    "tail–end cosines, product": tailEnds.reduce((product, value) => product * value, 1),
    "sentence–end cosine, greatest": Math.max(...sentenceEnds),
    "sentence–end cosine, least": Math.min(...sentenceEnds),
    "sentence–context cosine": cosine(sentence, vectorOf(contextOf(input))),
    "end–end cosine": cosine(first, second),
    "tail words, logarithm": Math.log(input.tail.split(" ").length),
    "co-buy": subject === "coBuy" ? 1 : 0,
    "product type": subject === "productType" ? 1 : 0,
    support: count("support"),
    votes: count("votes"),
    documentFrequency: count("documentFrequency"),
    spread: count("spread"),
    pairCount: count("pairCount"),
    lift: count("lift"),
    "log-probability difference": difference,
  };
  return Float64Array.from(featureNames, (name) => values[name]);
}
