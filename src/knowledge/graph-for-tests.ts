import fc from "fast-check";
import type { Store } from "../artifact/store.ts";
import {
  claimId,
  edgeId,
  nodeId,
  pairId,
  productId,
  productTypeId,
  queryId,
} from "../domain/ids.ts";
import type { Alias, Assertion, Edge, GraphHead, GraphNode } from "../domain/tables/graph.ts";
import { contentOf } from "../graph/graph-version.ts";
import { type GraphRows, tablesOf } from "../graph/version-for-tests.ts";
import type { Sql } from "../sql/sql.ts";
import type { IndexSource } from "./compile-index.ts";

export const site = "shop";
export const locale = "en-US";

export const productHead = (
  sku: string,
  words: string,
  details: Partial<GraphHead> = {},
): GraphHead => ({
  id: productId(site, sku, 1),
  kind: "product",
  site,
  locale,
  words,
  sku,
  productType: null,
  domain: "Others",
  countedAs: productId(site, sku, 1),
  ...details,
});

export const queryHead = (text: string): GraphHead => ({
  id: queryId(site, locale, text),
  kind: "query",
  site,
  locale,
  words: text,
  sku: null,
  productType: null,
  domain: null,
  countedAs: queryId(site, locale, text),
});

export const nodeRow = (wording: string): GraphNode => ({
  id: nodeId(wording),
  wording,
  normalForm: wording,
});

export const edgeRow = (
  head: GraphHead,
  relation: string,
  node: GraphNode,
  details: Partial<Edge> = {},
): Edge => ({
  id: edgeId(head.id, relation, node.id),
  headKind: head.kind,
  head: head.id,
  relation,
  node: node.id,
  pairs: 1,
  types: 0,
  support: 1,
  evidence: 1,
  score: null,
  typicality: null,
  policyClass: null,
  byMonth: {},
  firstSeen: 0,
  lastSeen: 0,
  ...details,
});

export const assertionRow = (
  headA: GraphHead,
  headB: GraphHead,
  relation: string,
  node: GraphNode,
  details: Partial<Assertion> = {},
): Assertion => {
  const behaviour = headA.kind === "query" ? "searchBuy" : "coBuy";
  const pair = pairId(behaviour, headA.id, headB.id);
  return {
    claim: claimId("pair", pair, relation, node.wording),
    scope: "pair",
    type: null,
    attribute: null,
    behaviour,
    pair,
    headA: headA.id,
    headB: headB.id,
    relation,
    node: node.id,
    support: 1,
    pairCount: 1,
    plausibility: null,
    typicality: null,
    firstSeen: 0,
    lastSeen: 0,
    ...details,
  };
};

/** What is asserted of a product type. */
export const typeAssertionRow = (
  productType: string,
  relation: string,
  node: GraphNode,
  details: Partial<Assertion> = {},
): Assertion => {
  const type = productTypeId(locale, productType);
  return {
    claim: claimId("product-type", type, relation, node.wording),
    scope: "product-type",
    type,
    attribute: null,
    behaviour: null,
    pair: null,
    headA: null,
    headB: null,
    relation,
    node: node.id,
    support: 1,
    pairCount: null,
    plausibility: null,
    typicality: null,
    firstSeen: null,
    lastSeen: null,
    ...details,
  };
};

/** An edge that was carried from a product type alone: no shopper did anything that it explains. */
export const typeEdgeRow = (
  head: GraphHead,
  relation: string,
  node: GraphNode,
  details: Partial<Edge> = {},
): Edge =>
  edgeRow(head, relation, node, {
    pairs: 0,
    types: 1,
    firstSeen: null,
    lastSeen: null,
    ...details,
  });

export const aliasRow = (surface: string, node: GraphNode): Alias => ({
  surface,
  node: node.id,
  normalForm: node.normalForm,
  by: "test",
  since: 0,
});

/** What an index of these rows is compiled from. */
export async function indexSource(store: Store, sql: Sql, rows: GraphRows): Promise<IndexSource> {
  const tables = await tablesOf(store, rows);
  const files = Object.fromEntries(
    Object.entries(tables).map(([name, dataset]) => [name, store.files(dataset)]),
  ) as IndexSource["files"];
  return { sql, files, content: contentOf(tables) };
}

const word = fc.constantFrom("tent", "Tents", "lamp", "winter", "é-bike", "20L", "Z", "a b", "ﬁn");
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(" "));
const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const relations = ["usedFor", "cause", "isA"] as const;

/** Any small graph whose references hold together. */
export const anyGraph: fc.Arbitrary<GraphRows> = fc
  .record({
    products: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z/0-9]{1,4}$/), words), {
      selector: ([sku]) => sku,
      minLength: 1,
      maxLength: 8,
    }),
    queries: fc.uniqueArray(
      words.map((text) => text.toLowerCase().normalize("NFKC")),
      {
        maxLength: 6,
      },
    ),
    wordings: fc.uniqueArray(words, { minLength: 1, maxLength: 6 }),
    counted: fc.infiniteStream(fc.nat()),
  })
  .chain(({ products, queries, wordings, counted }) => {
    const plain = products.map(([sku, title]) => productHead(sku, title));
    const variants = plain.map((head, place) => {
      // Some products are counted as an earlier one.
      const other = plain[(counted.next().value ?? 0) % (place + 2)];
      return { ...head, countedAs: (other ?? head).id };
    });
    const counting = variants.filter(({ id }) =>
      variants.every((head) => head.id !== id || head.countedAs === id),
    );
    const settled = variants.map((head) => ({
      ...head,
      countedAs: counting.some(({ id }) => id === head.countedAs) ? head.countedAs : head.id,
    }));
    const queryHeads = queries.map(queryHead);
    const heads = [...settled, ...queryHeads];
    const owners = heads.filter(({ id, countedAs }) => id === countedAs);
    const nodeRows = wordings.map(nodeRow);
    const place = fc.record({
      head: fc.constantFrom(...owners),
      other: fc.constantFrom(...owners.filter(({ kind }) => kind === "product")),
      relation: fc.constantFrom(...relations),
      node: fc.constantFrom(...nodeRows),
      score: value,
      typicality: value,
      count: fc.integer({ min: 1, max: 1_000_000 }),
      types: fc.integer({ min: 0, max: 0xffffffff }),
    });
    return fc.array(place, { maxLength: 40 }).map((places): GraphRows => {
      const edgeRows = places.map(({ head, relation, node, score, typicality, count, types }) =>
        edgeRow(head, relation, node, {
          score,
          typicality,
          pairs: count,
          types,
          support: count + 1,
        }),
      );
      const assertionRows = places
        .filter(({ head, other }) => head.kind === "query" || head.id < other.id)
        .map(({ head, other, relation, node, score, typicality, count }) =>
          assertionRow(head, other, relation, node, {
            plausibility: score,
            typicality,
            support: count,
          }),
        );
      const typeRows = places
        .filter(({ types }) => types > 0)
        .map(({ relation, node, score }) =>
          typeAssertionRow("tent", relation, node, { plausibility: score }),
        );
      return {
        heads,
        nodes: nodeRows,
        aliases: nodeRows.flatMap((node) => [
          aliasRow(node.wording, node),
          aliasRow(`the ${node.wording}`, node),
        ]),
        edges: unique(edgeRows, ({ id }) => id),
        assertions: unique([...assertionRows, ...typeRows], ({ claim }) => claim),
      };
    });
  });

const unique = <Row>(rows: readonly Row[], key: (row: Row) => string): readonly Row[] => [
  ...new Map(rows.map((row) => [key(row), row])).values(),
];
