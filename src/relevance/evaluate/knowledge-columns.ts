import { cosine } from "../../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { readWords } from "../lexical/read-words.ts";
import { shareIn } from "../lexical/word-overlap.ts";
import type { BesideOf } from "./beside.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { FurtherNumbers } from "./lexical-learner.ts";

/**
 * What knowledge has in common with query and title, and that of both sides with each other: cosines and shares of words.
 *
 * @param vectors of all texts beside, queries and titles
 */
export function knowledgeColumns(
  pairs: readonly JudgedPair[],
  beside: BesideOf,
  vectors: Vectors,
): FurtherNumbers {
  const likeness = (one: string, other: string): number =>
    one === "" || other === ""
      ? Number.NaN
      : cosine(vectorOf(one, vectors), vectorOf(other, vectors));
  return (place) => {
    const { query = "", title = "" } = pairs[place]?.words ?? {};
    const told = beside(place);
    const words = (text: string) => new Set(readWords(text));
    return [
      likeness(told.query, told.product),
      likeness(query, told.product),
      likeness(told.query, title),
      told.product === "" ? Number.NaN : shareIn(words(query), words(told.product)),
      told.query === "" ? Number.NaN : shareIn(words(told.query), words(title)),
    ];
  };
}
