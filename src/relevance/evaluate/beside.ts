import type { JudgementKnowledge } from "../knowledge/knowledge.ts";
import { wordTokens } from "../knowledge/same-length.ts";
import type { JudgedPair } from "./judged-pair.ts";

/** What a row is told beside a judgement's query and title; empty where there is nothing. */
export interface Beside {
  readonly query: string;
  readonly product: string;
}

/** The same of the judgement at a place. */
export type BesideOf = (place: number) => Beside;

const none: Beside = { query: "", product: "" };

/** Pieces as sentences behind one another. */
export function sentencesOf(knowledge: readonly JudgementKnowledge[]): BesideOf {
  const told = knowledge.map(({ query, product }) => ({
    query: query.join(". "),
    product: product.join(". "),
  }));
  return (place) => told[place] ?? none;
}

/** Both sides in one text, as a cross-encoder is given them. */
export const together = ({ query, product }: Beside): string =>
  [query, product].filter((text) => text !== "").join(" [SEP] ");

/**
 * At equal budget: of each product as many words of its description and points as there are of knowledge of both
 * sides, fewer where it has no more.
 */
export function descriptionsOf(
  pairs: readonly JudgedPair[],
  knowledge: readonly JudgementKnowledge[],
): BesideOf {
  const told = pairs.map(({ words: { description, bullets } }, place): Beside => {
    const own = knowledge[place];
    const budget = [...(own?.query ?? []), ...(own?.product ?? [])].flatMap(wordTokens).length;
    const said = wordTokens([description, bullets].filter((text) => text !== null).join(" "));
    return { query: "", product: said.slice(0, budget).join("").trimStart() };
  });
  return (place) => told[place] ?? none;
}
