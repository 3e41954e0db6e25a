// Written answers, in the shape of the real ones: what is known of heads and intents.
import type { IntentKnowledge } from "../../src/api/intent-knowledge.ts";
import type { Knowledge } from "../../src/api/knowledge.ts";
import type { ProductKnowledge } from "../../src/api/product-knowledge.ts";
import type { QueryKnowledge } from "../../src/api/query-knowledge.ts";
import type { SearchAnswer } from "../../src/api/search-answer.ts";

export const version = "version_4f0c1a7be29d35d8061b";

/** What the server means where none is named. */
export const home = { site: "wren-and-larder", locale: "en-US" };

const wordings: readonly (readonly [string, string, string, number | null, number | null])[] = [
  ["usedFor", "People use it for {tail}.", "camping in winter", 0.94, 0.81],
  ["usedFor", "People use it for {tail}.", "sleeping on cold ground", 0.91, 0.66],
  ["usedFor", "People use it for {tail}.", "a night in the car", 0.58, 0.12],
  ["capableOf", "It is capable of {tail}.", "keeping the body off the frozen ground", 0.88, 0.73],
  ["capableOf", "It is capable of {tail}.", "packing down to the size of a bottle", null, null],
  ["usedBy", "It is used by {tail}.", "backpackers", 0.83, 0.79],
  ["usedBy", "It is used by {tail}.", "people who sleep badly in tents", 0.999, 0.05],
  ["isA", "It is a {tail}.", "insulated sleeping pad", 1, 0.97],
];

export const edgeOf = (
  [relation, verbaliser, tail, score, typicality]: (typeof wordings)[number],
  place: number,
): Knowledge => ({
  edge: `edge_${place}`,
  relation,
  sentence: verbaliser.replace("{tail}", tail),
  intent: { id: `node_${place}`, wording: tail },
  score,
  typicality,
  // The last one comes from the product type alone.
  pairs: wordings.length - 1 - place,
  types: place % 2,
  support: 1840 >> place,
  evidence: 1 + (place % 4),
});

const judged: Knowledge[] = wordings.map(edgeOf);
const unjudged: Knowledge[] = judged.map((edge) => ({
  ...edge,
  score: null,
  typicality: null,
}));

/** A query that has edges of its own. */
const matchedOf = (id: string, text: string, cosine: number | null) => ({
  ...{ id, text, cosine },
  countedAs: { id, text },
});

export const exactQuery: QueryKnowledge = {
  version,
  query: { text: "winter camping", known: true },
  match: "exact",
  matched: matchedOf("query_1", "winter camping", null),
  queued: false,
  total: 230,
  knowledge: judged,
};

/** It has the edges of another wording. */
export const variantQuery: QueryKnowledge = {
  ...exactQuery,
  query: { text: "wintr camping", known: true },
  matched: {
    ...matchedOf("query_4", "wintr camping", null),
    countedAs: { id: "query_1", text: "winter camping" },
  },
};

export const nearQuery: QueryKnowledge = {
  ...exactQuery,
  query: { text: "sleeping outside in the snow", known: false },
  match: "embedding",
  matched: matchedOf("query_1", "winter camping", 0.7312),
  queued: true,
  total: unjudged.length,
  knowledge: unjudged,
};

export const formQuery: QueryKnowledge = {
  ...nearQuery,
  query: { text: "winter camp", known: false },
  match: "normalForm",
  matched: matchedOf("query_1", "winter camping", null),
};

/** The query with that normal form has the edges of another wording. */
export const variantFormQuery: QueryKnowledge = {
  ...formQuery,
  query: { text: "the wintr camping", known: false },
  matched: variantQuery.matched,
};

/** Known by their words, but nothing is known of them. */
export const knownNearQuery: QueryKnowledge = {
  ...nearQuery,
  query: { text: "snow", known: true },
};
export const knownFormQuery: QueryKnowledge = {
  ...formQuery,
  query: { text: "camp", known: true },
};
export const knownQuery: QueryKnowledge = {
  ...exactQuery,
  query: { text: "lonely", known: true },
  matched: matchedOf("query_3", "lonely", null),
  queued: true,
  total: 0,
  knowledge: [],
};

export const noQuery: QueryKnowledge = {
  ...exactQuery,
  query: { text: "quantum teapot", known: false },
  match: "none",
  matched: null,
  queued: true,
  total: 0,
  knowledge: [],
};

export const product: ProductKnowledge = {
  version,
  product: {
    id: "wren-and-larder/OUT-PAD-014-R",
    sku: "OUT-PAD-014-R",
    title: "Fellside Insulated Sleeping Pad, Regular, Moss Green",
    productType: "sleeping pad",
    domain: "Sports & Outdoors",
    countedAs: "wren-and-larder/OUT-PAD-014",
  },
  queued: false,
  total: judged.length,
  knowledge: judged,
};

export const intent: IntentKnowledge = {
  version,
  intent: {
    id: "node_0",
    wording: "camping in winter",
    aliases: ["camping in winter", "winter camping trips", "camp in the winter"],
  },
  products: {
    total: 41,
    rows: [
      ["Fellside Insulated Sleeping Pad, Regular, Moss Green", "usedFor", 0.94],
      ["Tarn Four-Season Tent for Two", "usedFor", 0.92],
      ["Corrie Down Sleeping Bag −15 °C", "usedFor", 0.9],
      ["Ember Fold-Flat Wood Stove", "usedFor", null],
    ].map(([title, relation, score], place) => ({
      id: `wren-and-larder/P${place}`,
      title: String(title),
      relation: String(relation),
      score: score as number | null,
    })),
  },
  queries: {
    total: 2,
    rows: [
      { id: "query_1", text: "winter camping", ...home, relation: "usedFor", score: 0.95 },
      {
        id: "query_2",
        text: "cold weather tent",
        ...home,
        locale: "en-GB",
        relation: "usedFor",
        score: 0.77,
      },
    ],
  },
};

export const search: SearchAnswer = {
  version,
  results: [
    ["query", "winter camping", null, null, 230],
    ["product", "Winter Camping Stove, Folding", "Sports & Outdoors", "camping stove", 64],
    ["query", "camping chairs", null, null, 41],
    ["product", "Camp Pillow, Inflatable", "Sports & Outdoors", "pillow", 1],
    ["query", "camping on a budget in scotland with two small children", null, null, 0],
  ].map(([kind, words, domain, productType, edges], place) => ({
    kind: kind as "product" | "query",
    id: kind === "query" ? `query_${place}` : `wren-and-larder/P${place}`,
    ...home,
    words: String(words),
    domain: domain as string | null,
    productType: productType as string | null,
    edges: Number(edges),
  })),
};
