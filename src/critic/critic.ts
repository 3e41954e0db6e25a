import { aboutType } from "../measures/log-probability-difference.ts";

/** What a claim is about: a pair of a behaviour, or all products of a type. */
export const criticSubjects = ["searchBuy", "coBuy", "productType"] as const;
export type CriticSubject = (typeof criticSubjects)[number];

/** How many titles of a product type a critic is given as examples, at most. */
export const shownTitles = 3;

/** A claim as a critic sees it: the words, and what was counted. */
export interface CriticInput {
  readonly relation: string;
  readonly subject: CriticSubject;
  readonly tail: string;
  /** The claim in words. */
  readonly sentence: string;
  /** Of a search. */
  readonly query: string | null;
  /** The product bought; two of a co-buy; of a product type up to three examples, at least one. */
  readonly products: readonly CriticProduct[];
  /** Numbers by name, as far as they are known; see `countNames`. */
  readonly counts: Readonly<Partial<Record<CountName, number>>>;
}

export interface CriticProduct {
  readonly title: string;
  readonly type: string | null;
}

/** What a log and a model's answers tell of a claim by counting. */
export const countNames = [
  "support",
  "votes",
  "documentFrequency",
  "spread",
  "pairCount",
  "lift",
] as const;
export type CountName = (typeof countNames)[number];

export interface Judgement {
  /** How likely people find the claim plausible, 0 to 1. */
  readonly plausibility: number;
  /** How likely people find it typical of shoppers, 0 to 1. */
  readonly typicality: number;
  /** A standard deviation of the plausibility. */
  readonly uncertainty: number;
}

/** Judges claims from their words and counts alone. */
export interface Critic {
  /** Names all that decides its judgements. */
  readonly id: string;
  judge(inputs: readonly CriticInput[], signal: AbortSignal): Promise<readonly Judgement[]>;
}

/** A product's words for an encoder: its title, with its type behind it where that does not say it. */
const productWords = ({ title, type }: CriticProduct): string =>
  type === null || title.toLowerCase().includes(type.toLowerCase()) ? title : `${title} (${type})`;

/** The two ends of what a claim is about, in words: query and product, both products, or type and examples. */
export function endsOf(input: CriticInput): readonly [first: string, second: string] {
  const { subject, query, products } = input;
  if (subject === "productType") {
    return [products[0]?.type ?? "", products.map(({ title }) => title).join("; ")];
  }
  const words = products.map(productWords);
  const second = words.at(-1) ?? "";
  return [query ?? words[0] ?? "", second];
}

/** What the claim is about, as a sentence. */
export function contextOf(input: CriticInput): string {
  const [first, second] = endsOf(input);
  switch (input.subject) {
    case "searchBuy":
      return `Searched for “${first}” and bought: ${second}.`;
    case "coBuy":
      return `Bought together: ${first}; ${second}.`;
    case "productType":
      return aboutType(first, second);
  }
}
