import { assignedTypes } from "../../domain/tables/assigned-types.ts";
import { candidates } from "../../domain/tables/candidates.ts";
import { claims } from "../../domain/tables/claims.ts";
import { entailments } from "../../domain/tables/entailments.ts";
import { edges, nodes } from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes } from "../../domain/tables/product-types.ts";
import { type Product, products } from "../../domain/tables/products.ts";
import type { Query } from "../../domain/tables/queries.ts";
import { queryVariants } from "../../domain/tables/query-variants.ts";
import { verbalise } from "../../relations/relation.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { typeIdOf } from "./carried-claims.ts";
import { claimSection } from "./claim-section.ts";
import type { Lookup } from "./lookup.ts";
import type { Section, Shown, Telling } from "./shown.ts";
import { whyNoPairs } from "./why-no-pairs.ts";
import { wordsOf } from "./words-of.ts";

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
    found.rows.map(async ({ id, relation, node, pairs: pairCount, types, support, ...edge }) => {
      const intent = (await lookup.one(nodes, "id", node))?.wording ?? node;
      const told = lookup.relations.get(relation);
      const sentence = told ? verbalise(told, intent) : `${relation} ${intent}`;
      const judged = { score: digits(edge.score), typicality: digits(edge.typicality) };
      return { ...judged, support, pairs: pairCount, types, sentence, relation, intent, edge: id };
    }),
  );
  return { title: "Knowledge", total: found.total, rows };
}

/** Claims about a head's product types that were not carried to it, with the reason; the likeliest first. */
async function heldBackSection(lookup: Lookup, heads: readonly string[]): Promise<Section> {
  const condition = `head IN ${anyOf(heads)} AND decision <> 'carried'`;
  const found = await lookup.some(entailments, condition, "probability DESC, claim, head");
  const rows = await Promise.all(
    found.rows.map(async ({ claim: id, decision, probability, reason }) => {
      const claim = await lookup.one(claims, "id", id);
      const type = claim && (await wordsOf(lookup, claim.head));
      const sentence = claim?.sentence ?? null;
      return { decision, probability: digits(probability), sentence, reason, type, claim: id };
    }),
  );
  return { title: "Held back", total: found.total, rows };
}

/** Two digits of a score; null where no critic judged. */
const digits = (score: number | null): number | null =>
  score === null ? null : Math.round(100 * score) / 100;

/** Where there are pairs and no knowledge, how many of them were asked about; where there is no pair, why. */
async function sectionsOf(
  lookup: Lookup,
  id: string,
  heads: readonly string[],
  telling: Telling,
): Promise<{
  readonly facts: Readonly<Record<string, string | null>>;
  readonly sections: readonly Section[];
}> {
  const knowledge = await edgeSection(lookup, heads);
  const behaviour = await pairSection(lookup, heads);
  const sections = [knowledge, await heldBackSection(lookup, heads), behaviour];
  const { total, rows } = behaviour;
  if (total === 0) {
    const why = await whyNoPairs(lookup, id, telling);
    return { facts: why.facts, sections: [...sections, ...why.sections] };
  }
  const next = `\`cosmo show ${rows[0]?.["pair"]}\` tells what each rule says of the first.`;
  if (knowledge.total > 0) return { facts: { next }, sections };
  const answered = await answeredPairs(lookup, heads);
  return {
    facts: { asked: `${answered} of ${total} pairs have answers of the model`, next },
    sections,
  };
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

export async function showProduct(
  lookup: Lookup,
  product: Product,
  telling: Telling,
): Promise<Shown> {
  const { id, title, domain, productType, categoryPath, parent, attributes } = product;
  const ids = await idsOf(lookup, product);
  const { facts, sections } = await sectionsOf(lookup, id, ids, telling);
  const type = typeIdOf(product);
  const assigned = await lookup.one(assignedTypes, "product", id);
  return {
    kind: "product",
    id,
    facts: {
      title,
      domain,
      productType,
      typeFrom: assigned?.source ?? null,
      typeConfidence: assigned?.confidence ?? null,
      typeProposal: assigned?.proposal ?? null,
      typeReason: assigned?.reason ?? null,
      type: (type && (await lookup.one(productTypes, "id", type))?.id) ?? null,
      categoryPath: categoryPath.join(" > "),
      parent,
      attributes,
      ...facts,
    },
    sections,
  };
}

/** The other queries that say the same, and how each was joined to the one that it counts as; that one first. */
async function variantSection(
  lookup: Lookup,
  { query, head }: { readonly query: string; readonly head: string },
): Promise<Section> {
  const condition = `head = ${sqlText(head)} AND query <> ${sqlText(query)}`;
  const found = await lookup.some(
    queryVariants,
    condition,
    "query <> head, confidence DESC, query",
  );
  const rows = await Promise.all(
    found.rows.map(async ({ query: id, way, editDistance, similarity, confidence }) => ({
      text: await wordsOf(lookup, id),
      ...{ way, editDistance, similarity, confidence, query: id },
    })),
  );
  return { title: "Variants", total: found.total, rows };
}

export async function showQuery(lookup: Lookup, query: Query, telling: Telling): Promise<Shown> {
  const { id, text, customers, searches, site, locale } = query;
  const { facts, sections } = await sectionsOf(lookup, id, [id], telling);
  const own = await claimSection(lookup, id);
  const variant = await lookup.one(queryVariants, "query", id);
  const variants = variant ? [await variantSection(lookup, variant)] : [];
  return {
    kind: "query",
    id,
    facts: {
      ...{ text, site, locale, customers, searches, ...facts },
      variantOf: variant && variant.head !== id ? await wordsOf(lookup, variant.head) : null,
    },
    // Where it was asked about itself.
    sections: own.total > 0 ? [...sections, own, ...variants] : [...sections, ...variants],
  };
}
