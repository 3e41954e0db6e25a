import { candidates } from "../../domain/tables/candidates.ts";
import { claims } from "../../domain/tables/claims.ts";
import { edges, nodes } from "../../domain/tables/graph.ts";
import { type BehaviourPair, pairs } from "../../domain/tables/pairs.ts";
import { type Product, products } from "../../domain/tables/products.ts";
import { type Query, queries } from "../../domain/tables/queries.ts";
import { scores } from "../../domain/tables/scores.ts";
import { verbalise } from "../../relations/relation.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import type { Lookup } from "./lookup.ts";
import { isoTime, type Section, type Shown } from "./shown.ts";

/** The words of a head: a query's text or a product's title. */
export async function wordsOf(lookup: Lookup, head: string): Promise<string> {
  if (head.startsWith("query_")) return (await lookup.one(queries, "id", head))?.text ?? head;
  return (await lookup.one(products, "id", head))?.title ?? head;
}

/**
 * The ids under which a product may stand in pairs: variants of one parent are counted as one of them.
 */
async function idsOf(lookup: Lookup, { id, site, parent }: Product): Promise<readonly string[]> {
  if (parent === null) return [id];
  const condition = `site = ${sqlText(site)} AND parent = ${sqlText(parent)}`;
  const siblings = await lookup.some(products, condition, "id", 1000);
  return siblings.rows.map((product) => product.id);
}

const anyOf = (heads: readonly string[]): string => `(${heads.map(sqlText).join(", ")})`;

async function pairSection(lookup: Lookup, heads: readonly string[]): Promise<Section> {
  const ids = anyOf(heads);
  const found = await lookup.some(pairs, `headA IN ${ids} OR headB IN ${ids}`, "count DESC, id");
  const rows = await Promise.all(
    found.rows.map(async ({ id: pair, behaviour, headA, headB, count, customers }) => ({
      pair,
      behaviour,
      with: await wordsOf(lookup, heads.includes(headA) ? headB : headA),
      count,
      customers,
    })),
  );
  return { title: "Pairs", total: found.total, rows };
}

async function edgeSection(lookup: Lookup, heads: readonly string[]): Promise<Section> {
  const condition = `head IN ${anyOf(heads)}`;
  const found = await lookup.some(edges, condition, "score DESC NULLS LAST, support DESC, id");
  const rows = await Promise.all(
    found.rows.map(async ({ id, relation, node, pairs: pairCount, support, score, typicality }) => {
      const intent = (await lookup.one(nodes, "id", node))?.wording ?? node;
      const told = lookup.relations.get(relation);
      const sentence = told ? verbalise(told, intent) : `${relation} ${intent}`;
      const judged = { score: digits(score), typicality: digits(typicality) };
      return { ...judged, support, pairs: pairCount, sentence, relation, intent, edge: id };
    }),
  );
  return { title: "Knowledge", total: found.total, rows };
}

/** Two digits of a score; null where no critic judged. */
const digits = (score: number | null): number | null =>
  score === null ? null : Math.round(100 * score) / 100;

/** Where there are pairs and no knowledge, how many of them were asked about. */
async function sectionsOf(
  lookup: Lookup,
  heads: readonly string[],
): Promise<{
  readonly asked: string | null;
  readonly sections: readonly Section[];
}> {
  const sections = [await edgeSection(lookup, heads), await pairSection(lookup, heads)] as const;
  const [knowledge, { total }] = sections;
  if (knowledge.total > 0 || total === 0) return { asked: null, sections };
  const answered = await answeredPairs(lookup, heads);
  return { asked: `${answered} of ${total} pairs have answers of the model`, sections };
}

async function answeredPairs(lookup: Lookup, heads: readonly string[]): Promise<number> {
  const [pairFiles, answerFiles] = [lookup.files(pairs), lookup.files(candidates)];
  if (answerFiles.length === 0) return 0;
  const ids = anyOf(heads);
  return lookup.workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT count(*) FROM ${sqlParquet(pairFiles)} WHERE (headA IN ${ids} OR headB IN ${ids})
        AND id IN (SELECT head FROM ${sqlParquet(answerFiles)})`,
    );
    return Number(reader.getRows()[0]?.[0]);
  });
}

export async function showProduct(lookup: Lookup, product: Product): Promise<Shown> {
  const { id, title, domain, productType, categoryPath, parent, attributes } = product;
  const { asked, sections } = await sectionsOf(lookup, await idsOf(lookup, product));
  return {
    kind: "product",
    id,
    facts: {
      title,
      domain,
      productType,
      categoryPath: categoryPath.join(" > "),
      parent,
      attributes,
      asked,
    },
    sections,
  };
}

export async function showQuery(lookup: Lookup, query: Query): Promise<Shown> {
  const { id, text, customers, searches, site, locale } = query;
  const { asked, sections } = await sectionsOf(lookup, [id]);
  return {
    kind: "query",
    id,
    facts: { text, site, locale, customers, searches, asked },
    sections,
  };
}

/** What a critic says of the claims about a pair, by claim. */
async function plausibilities(lookup: Lookup, pair: string): Promise<ReadonlyMap<string, number>> {
  const claimFiles = lookup.files(claims);
  if (claimFiles.length === 0) return new Map();
  const ids = `SELECT id FROM ${sqlParquet(claimFiles)} WHERE head = ${sqlText(pair)}`;
  const { rows } = await lookup.some(scores, `claim IN (${ids})`, "claim", 1000);
  return new Map(rows.map(({ claim, plausibility }) => [claim, plausibility]));
}

export async function showPair(lookup: Lookup, pair: BehaviourPair): Promise<Shown> {
  const { id, behaviour, headA, headB, firstSeen, lastSeen, ...counts } = pair;
  const found = await lookup.some(
    claims,
    `head = ${sqlText(id)}`,
    "kept DESC, support DESC, id",
    40,
  );
  const judged = await plausibilities(lookup, id);
  return {
    kind: "pair",
    id,
    facts: {
      behaviour,
      headA,
      headAWords: await wordsOf(lookup, headA),
      headB,
      headBWords: await wordsOf(lookup, headB),
      ...counts,
      firstSeen: isoTime(firstSeen),
      lastSeen: isoTime(lastSeen),
    },
    sections: [
      {
        title: "Claims",
        total: found.total,
        rows: found.rows.map((row) => ({
          support: row.support,
          sentence: row.sentence,
          kept: row.kept ? "kept" : `dropped: ${row.dropReason}`,
          plausibility: judged.get(row.id) ?? null,
          relation: row.relation,
          tail: row.tail,
          claim: row.id,
        })),
      },
    ],
  };
}
