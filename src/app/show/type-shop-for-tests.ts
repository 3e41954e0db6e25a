import type { Dataset } from "../../artifact/dataset.ts";
import { datasetOfRows, openNewStore, type StorePlace } from "../../artifact/store-for-tests.ts";
import { edgeId, nodeId } from "../../domain/ids.ts";
import type { Table } from "../../domain/table.ts";
import { assignedTypes } from "../../domain/tables/assigned-types.ts";
import { candidates } from "../../domain/tables/candidates.ts";
import { claims } from "../../domain/tables/claims.ts";
import { type Entailment, entailments } from "../../domain/tables/entailments.ts";
import {
  type Assertion,
  assertions,
  type Edge,
  edges,
  type GraphHead,
  heads,
  nodes,
} from "../../domain/tables/graph.ts";
import { scores } from "../../domain/tables/scores.ts";
import { claimRow } from "../../stage/claims-for-tests.ts";
import {
  productRow,
  queryRow,
  searchBuy,
  shopDatasets,
  shownQueryRow,
  typeRow,
} from "../../stage/shop-for-tests.ts";
import type { Workspace } from "../workspace.ts";
import { type Lookup, lookupIn } from "./lookup.ts";

/** A tent that was bought, one that nobody looked at, and what a model said of tents and of the pair. */
export const camping = queryRow("camping");
export const tent = productRow("tent", "Alder Tent", "Tent");
export const cold = productRow("cold", "Birch Bivouac", "tent");
export const tents = typeRow("tent", ["Alder Tent", "Birch Bivouac", "Cedar Tent", "Dune Tent"]);
export const bivouacs = typeRow("tent", ["Birch Bivouac"], { attribute: "bivouac", round: 2 });
export const bought = searchBuy(camping, tent);

const outdoors = nodeId("sleep outdoors");
const winter = nodeId("camp in winter");
const light = nodeId("travel light");

/** Of the type: carried to all. */
export const ofTents = claimRow(tents.id, "usedFor", "sleeping outdoors", {
  scope: "product-type",
  sentence: "People use tents for sleeping outdoors.",
  votes: 7,
  support: 5,
});
/** Of the type: held back from what is too light for it. */
export const wintry = claimRow(tents.id, "usedFor", "camping in winter", {
  scope: "product-type",
  sentence: "People use tents for camping in winter.",
  votes: 3,
  support: 3,
});
/** Of those of the type that have an attribute: carried to the one that has it. */
export const ofBivouacs = claimRow(bivouacs.id, "usedFor", "travelling light", {
  scope: "product-type+attribute",
  sentence: "People use bivouac tents for travelling light.",
  votes: 4,
  support: 4,
});
/** Of the pair, with the same intent as the first. */
export const ofPair = claimRow(bought.id, "usedFor", "to sleep outdoors", { votes: 2, support: 2 });

const headRow = (
  { id, site, locale }: Pick<GraphHead, "id" | "site" | "locale">,
  rest: Partial<GraphHead>,
): GraphHead => ({
  ...{ id, site, locale, kind: "product", words: id, sku: null, productType: null, domain: null },
  countedAs: id,
  ...rest,
});

const assertionOfType = (claim: string, node: string, support: number): Assertion => ({
  ...{ claim, scope: "product-type", type: tents.id, attribute: null, behaviour: null, pair: null },
  ...{ headA: null, headB: null, relation: "usedFor", node, support, pairCount: null },
  ...{ plausibility: 0.86, typicality: 0.5, firstSeen: null, lastSeen: null },
});

const edgeRow = (head: string, node: string, details: Partial<Edge>): Edge => ({
  ...{ id: edgeId(head, "usedFor", node), headKind: "product", head, relation: "usedFor", node },
  ...{ pairs: 0, types: 1, support: 5, evidence: 1, score: 0.8, typicality: 0.4 },
  ...{ policyClass: null, byMonth: {}, firstSeen: null, lastSeen: null },
  ...details,
});

export const ofTent = edgeRow(tent.id, outdoors, {
  ...{ pairs: 1, support: 7, evidence: 2, firstSeen: bought.firstSeen, lastSeen: bought.lastSeen },
});
export const ofCold = edgeRow(cold.id, outdoors, {});
export const lightCold = edgeRow(cold.id, light, { support: 4, score: 0.7 });
export const wintryTent = edgeRow(tent.id, winter, { support: 3 });

export const carriedTo = (
  claim: string,
  head: string,
  details: Partial<Entailment> = {},
): Entailment => ({
  ...{ claim, head, headKind: head === camping.id ? "query" : "product" },
  ...{ probability: 0.93, decision: "carried", reason: null },
  ...details,
});

export const tooLight = carriedTo(wintry.id, cold.id, {
  ...{ decision: "contradicted", probability: 0.04, reason: "the title says: summer" },
});
export const allCarried: readonly Entailment[] = [
  carriedTo(ofTents.id, tent.id),
  carriedTo(ofTents.id, cold.id, { probability: 0.71 }),
  carriedTo(ofBivouacs.id, cold.id, { probability: 0.88 }),
  carriedTo(wintry.id, tent.id),
  tooLight,
  carriedTo(wintry.id, camping.id, {
    ...{ decision: "unsure", probability: 0.4, reason: "0.40 is under 0.60" },
  }),
];

/** Of the query itself, and what the prompt showed of it. */
export const ofCamping = claimRow(camping.id, "usedFor", "watching stars", {
  ...{ scope: "query", sentence: "People use it for watching stars.", support: 4 },
});
const shownCamping = shownQueryRow(camping, [tent, cold]);
const stars = nodeId("watch star");
export const starry = edgeRow(camping.id, stars, {
  ...{ headKind: "query", types: 0, support: 4 },
});

/** The shop's rows, with these entailments as those of the last run. */
export async function typeShop(
  place: StorePlace,
  rows: readonly Entailment[] = allCarried,
): Promise<Lookup> {
  const store = openNewStore(place);
  const stored = async <T extends Table>(
    table: T,
    given: Parameters<typeof datasetOfRows<T>>[2],
  ): Promise<Readonly<Record<string, Dataset>>> => ({
    [table.name]: await datasetOfRows(store, table, given),
  });
  const { id: pair, behaviour, headA, headB } = bought;
  const datasets = Object.assign(
    {},
    await shopDatasets(store, {
      ...{
        pairs: [bought],
        queries: [camping],
        products: [tent, cold],
        productTypes: [tents, bivouacs],
      },
      shownQueries: [shownCamping],
      typePartners: [
        {
          ...{ type: tents.id, partner: "type_mats", round: 1, place: 1 },
          ...{ count: 6, lift: 24.3, logChance: -15 },
        },
      ],
    }),
    await stored(assignedTypes, [
      {
        ...{ product: cold.id, type: "tent", source: "category", confidence: 0.97 },
        ...{ proposal: null, reason: "the category Tents, as 3 of 4 titles in it say" },
      },
    ]),
    await stored(claims, [ofTents, ofBivouacs, wintry, ofPair, ofCamping]),
    await stored(candidates, [
      ...[ofTents, ofPair].map(({ scope, head, relation, tail }, index) => ({
        ...{ call: "call_00000000000000000000", place: index + 1, scope, head, relation },
        ...{ prompt: "list-1", rawText: tail, tail },
      })),
    ]),
    await stored(
      scores,
      [ofTents, ofBivouacs, wintry, ofPair].map(({ id: claim }) => ({
        ...{ claim, critic: "test", plausibility: 0.86, typicality: 0.5, uncertainty: 0.1 },
      })),
    ),
    await stored(entailments, rows),
    await stored(nodes, [
      { id: outdoors, wording: "sleeping outdoors", normalForm: "sleep outdoors" },
      { id: light, wording: "travelling light", normalForm: "travel light" },
      { id: winter, wording: "camping in winter", normalForm: "camp in winter" },
      { id: stars, wording: "watching stars", normalForm: "watch star" },
    ]),
    await stored(assertions, [
      assertionOfType(ofTents.id, outdoors, 5),
      {
        ...assertionOfType(ofBivouacs.id, light, 4),
        ...{ scope: "product-type+attribute", attribute: "bivouac" },
      },
      assertionOfType(wintry.id, winter, 3),
      {
        ...assertionOfType(ofPair.id, outdoors, 2),
        ...{ scope: "pair", type: null, behaviour, pair, headA, headB, pairCount: 3 },
        ...{ firstSeen: bought.firstSeen, lastSeen: bought.lastSeen },
      },
      { ...assertionOfType(ofCamping.id, stars, 4), scope: "query", type: null, headA: camping.id },
    ]),
    await stored(edges, [ofTent, ofCold, lightCold, wintryTent, starry]),
    await stored(heads, [
      headRow(tent, { words: tent.title, sku: tent.sku, productType: tent.productType }),
      headRow(cold, { words: cold.title, sku: cold.sku, productType: cold.productType }),
      headRow(camping, { kind: "query", words: camping.text }),
    ]),
  );
  // What is shown of answers comes from the calls: none is recorded here.
  const workspace = {
    sql: place.sql,
    store,
    configuration: { graph: { withheld: [] } },
    ports: { calls: { get: () => [], repairsOf: () => [] } },
  };
  return lookupIn(workspace as unknown as Workspace, datasets, []);
}
