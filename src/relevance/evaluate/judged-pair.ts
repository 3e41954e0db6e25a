import type { Judgement } from "../../domain/tables/judgements.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import type { EvaluatedJudgement } from "../comparison/evaluated-judgement.ts";
import type { Grading } from "../grading.ts";
import type { JudgedWords } from "../lexical/judged-words.ts";
import { querySlices } from "../slices/query-slices.ts";

/** A judgement with the words that are judged. */
export interface JudgedPair extends EvaluatedJudgement {
  readonly words: JudgedWords;
}

/** Judgements that a learner can be given, and how many can't. */
export interface JudgedPairs {
  readonly pairs: readonly JudgedPair[];
  /** Of products that the source knows by their id alone. */
  readonly withoutTitle: number;
}

/** What a judged product is called: by its site and sku, or else by its title, normalised. */
export const productNameOf = ({
  site,
  sku,
  title,
}: Pick<Judgement, "site" | "sku" | "title">): string =>
  sku === null ? normaliseQuery(title ?? "") : `${site}/${sku}`;

/**
 * @param groups of each judgement, by its query
 * @param grading that fits all judgements
 */
export function judgedPairs(
  judgements: readonly Judgement[],
  groups: readonly string[],
  grading: Grading,
): JudgedPairs {
  const slices = querySlices(judgements);
  const pairs = judgements.flatMap((judgement, place): readonly JudgedPair[] => {
    const { id, query, title, description, bullets, brand, colour } = judgement;
    const label = grading.classOf(judgement);
    if (title === null || label === null) return [];
    return [
      {
        ...{ id, query, label, group: groups[place] ?? query },
        product: productNameOf(judgement),
        gain: grading.gains[label] ?? 0,
        slices: slices[place] ?? [],
        words: { query, title, description, bullets, brand, colour },
      },
    ];
  });
  return { pairs, withoutTitle: judgements.length - pairs.length };
}
