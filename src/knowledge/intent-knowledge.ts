import { CosmoError } from "../domain/cosmo-error.ts";
import type { HeadKind, HeadRow } from "./head-row.ts";
import type { KnowledgeIndex } from "./open-index.ts";

/** A node, its surfaces and the heads that have it, best first. */
export interface IntentKnowledge {
  readonly intent: {
    readonly id: string;
    readonly wording: string;
    readonly aliases: readonly string[];
  };
  readonly products: Leading<{ readonly title: string }>;
  readonly queries: Leading<{
    readonly text: string;
    readonly site: string;
    readonly locale: string;
  }>;
}

interface Leading<Words> {
  readonly total: number;
  readonly rows: readonly (Words & {
    readonly id: string;
    readonly relation: string;
    readonly score: number | null;
  })[];
}

/** @throws CosmoError INTENT_UNKNOWN */
export function intentKnowledge(index: KnowledgeIndex, id: string, limit: number): IntentKnowledge {
  const number = index.nodeNumber(id);
  if (number === undefined) {
    throw new CosmoError("INTENT_UNKNOWN", `No intent has the id ${JSON.stringify(id)}`, {
      hint: "Take an id from `intent` of an answer; another version of the graph may have others.",
      httpStatus: 404,
    });
  }
  const { wording, products, queries } = index.node(number);
  const rowsOf = <Words>(kind: HeadKind, wordsOf: (head: HeadRow) => Words) =>
    index.leading(number, kind, limit).map(({ head, relation, score }) => {
      const found = index.head(head);
      return { id: found.id, ...wordsOf(found), relation: index.relation(relation), score };
    });
  return {
    intent: { id, wording, aliases: index.aliases(number) },
    products: { total: products, rows: rowsOf("product", ({ words }) => ({ title: words })) },
    queries: {
      total: queries,
      rows: rowsOf("query", ({ words, site, locale }) => ({ text: words, site, locale })),
    },
  };
}
