import { normaliseQuery } from "../../text/normalise.ts";
import type { Grading } from "../grading.ts";
import type { KnowledgePiece } from "../knowledge/knowledge.ts";
import { findLeaks } from "../leaks/find-leaks.ts";
import type { Leak, OtherDataSet, PairPiece } from "../leaks/leak.ts";
import { queryGroups } from "../split/groups.ts";
import type { JudgedPair } from "./judged-pair.ts";

export interface KnowledgeToCheck {
  /** The name of the evaluated judgements. */
  readonly dataSet: string;
  readonly pieces: readonly (KnowledgePiece | PairPiece)[];
  /** Labelled queries that made it. */
  readonly others: readonly OtherDataSet[];
}

/**
 * Whether what made the knowledge saw a label of any of these judgements: each of them is evaluated in some fold. That no query is
 * learnt from and evaluated is the split's affair, and the settings are the same for all folds.
 */
export const leaksOfKnowledge = (
  pairs: readonly JudgedPair[],
  { names }: Pick<Grading, "names">,
  { dataSet, pieces, others }: KnowledgeToCheck,
  seed: number,
): readonly Leak[] =>
  findLeaks({
    ...{ dataSet, classNames: names, training: [], knowledge: pieces, tuned: [], others, seed },
    evaluated: pairs.map(({ id, query, product, label, words }) => ({
      ...{ id, query: normaliseQuery(query), product, label, title: words.title },
    })),
    groupsOf: (queries) =>
      queryGroups(queries.map((query) => ({ query, locale: "en-US", title: null }))),
  });
