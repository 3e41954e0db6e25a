import type { Claim } from "../../domain/tables/claims.ts";
import { entailments } from "../../domain/tables/entailments.ts";
import { assertions, edges } from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { scores } from "../../domain/tables/scores.ts";
import { shownQueries } from "../../domain/tables/shown-queries.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { answerSection } from "./answer-section.ts";
import { carryingSections } from "./carrying-sections.ts";
import type { Lookup } from "./lookup.ts";
import type { Section, Shown } from "./shown.ts";
import { toldPurchases } from "./told-purchases.ts";
import { wordsOf } from "./words-of.ts";

/** A claim's way back: what it is about, prompts and raw answers; and where that of a type leads to. */
export async function showClaim(lookup: Lookup, claim: Claim): Promise<Shown> {
  const { id, head: _, calls, ...facts } = claim;
  const node = await nodeOfTail(lookup, claim.tail);
  const judged = await lookup.one(scores, "claim", id);
  return {
    kind: "claim",
    id,
    facts: {
      ...facts,
      plausibility: judged?.plausibility ?? null,
      typicality: judged?.typicality ?? null,
      uncertainty: judged?.uncertainty ?? null,
      critic: judged?.critic ?? null,
      purchases: await toldPurchases(lookup, claim),
      node,
      withheld: withheldBy(lookup, [id, node]),
    },
    sections: [
      ...(await subjectSections(lookup, claim)),
      await edgeSection(lookup, claim),
      answerSection(lookup, calls),
    ],
  };
}

/** The node that a tail leads to, also where no assertion does; null where no kept claim has the tail. */
async function nodeOfTail(lookup: Lookup, tail: string): Promise<string | null> {
  const files = lookup.written("intentAliases");
  if (files.length === 0) return null;
  const reader = await lookup.workspace.sql.use((connection) =>
    connection.runAndReadAll(
      `SELECT node FROM ${sqlParquet(files)} WHERE surface = ${sqlText(tail)}`,
    ),
  );
  const [[node] = []] = reader.getRows();
  return node === undefined ? null : String(node);
}

/** By which entry of `graph.withheld` none of it is published; null: by none. */
const withheldBy = ({ workspace }: Lookup, ids: readonly (string | null)[]): string | null => {
  const found = ids.find(
    (id) => id !== null && workspace.configuration.graph.withheld.includes(id),
  );
  return found === undefined ? null : `${found} in graph.withheld`;
};

/** What is served of a claim. */
async function edgeSection(lookup: Lookup, { id, relation }: Claim): Promise<Section> {
  const assertion = await lookup.one(assertions, "claim", id);
  const title = "Edges it stands behind";
  if (assertion === undefined) return { title, total: 0, rows: [] };
  const { headA, headB, node } = assertion;
  const ends = [headA, headB].filter((head) => head !== null).map(sqlText);
  const carried = lookup.files(entailments);
  const heads = [
    ...(ends.length === 0 ? [] : [`head IN (${ends.join(", ")})`]),
    ...(carried.length === 0
      ? []
      : [
          `head IN (SELECT head FROM ${sqlParquet(carried)} WHERE claim = ${sqlText(id)} AND decision = 'carried')`,
        ]),
  ];
  const found = await lookup.some(
    edges,
    `node = ${sqlText(node)} AND relation = ${sqlText(relation)} AND (${heads.join(" OR ") || "false"})`,
    "score DESC, id",
  );
  const rows = await Promise.all(
    found.rows.map(async ({ id: edge, head, headKind, score }) => ({
      score,
      kind: headKind,
      words: await wordsOf(lookup, head),
      edge,
    })),
  );
  return { title, total: found.total, rows };
}

/** What a claim is about; and where that of a type leads to. */
async function subjectSections(
  lookup: Lookup,
  { id, scope, head }: Claim,
): Promise<readonly Section[]> {
  if (scope === "pair") return [await pairSection(lookup, head)];
  if (scope === "query") return [await querySection(lookup, head)];
  return [await typeSection(lookup, head), ...(await carryingSections(lookup, id))];
}

async function querySection(lookup: Lookup, id: string): Promise<Section> {
  const shown = await lookup.one(shownQueries, "id", id);
  const titles = shown?.titles ?? [];
  const rows = [{ query: id, text: await wordsOf(lookup, id), titles }];
  return { title: "Query", total: 1, rows };
}

async function pairSection(lookup: Lookup, id: string): Promise<Section> {
  const pair = await lookup.one(pairs, "id", id);
  return {
    title: "Pair",
    total: 1,
    rows: pair
      ? [
          {
            pair: id,
            behaviour: pair.behaviour,
            headA: await wordsOf(lookup, pair.headA),
            headB: await wordsOf(lookup, pair.headB),
            count: pair.count,
            customers: pair.customers,
            byMonth: pair.byMonth,
          },
        ]
      : [],
  };
}

async function typeSection(lookup: Lookup, id: string): Promise<Section> {
  const type = await lookup.one(productTypes, "id", id);
  const rows = type ? [{ type: id, name: typeWords(type), titles: type.titles }] : [];
  return { title: "Product type", total: 1, rows };
}
