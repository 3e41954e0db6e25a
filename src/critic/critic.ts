/** A claim as a critic sees it: the words, and what was counted. */
export interface CriticInput {
  readonly relation: string;
  readonly behaviour: "searchBuy" | "coBuy";
  readonly tail: string;
  /** The claim in words. */
  readonly sentence: string;
  readonly query: string | null;
  /** The product bought; two of a co-buy. */
  readonly products: readonly CriticProduct[];
  /** Numbers by name, as far as they are known; see `countNames`. */
  readonly counts: Readonly<Partial<Record<CountName, number>>>;
}

export interface CriticProduct {
  readonly title: string;
  readonly type: string | null;
}

/** What a log and a model's answers tell of a claim by counting. */
export const countNames = ["support", "documentFrequency", "spread", "pairCount", "lift"] as const;
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

/** The two ends of the behaviour in words: query and product, or both products. */
export function endsOf({ query, products }: CriticInput): readonly [first: string, second: string] {
  const words = products.map(productWords);
  const second = words.at(-1) ?? "";
  return [query ?? words[0] ?? "", second];
}

/** The behaviour that the claim explains, as a sentence. */
export function contextOf(input: CriticInput): string {
  const [first, second] = endsOf(input);
  return input.behaviour === "searchBuy"
    ? `Searched for “${first}” and bought: ${second}.`
    : `Bought together: ${first}; ${second}.`;
}
