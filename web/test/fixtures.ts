// Written answers, in the shape of the real ones.
import type { EdgeEvidence } from "../../src/api/edge-evidence.ts";
import type { IntentKnowledge } from "../../src/api/intent-knowledge.ts";
import type { Knowledge } from "../../src/api/knowledge.ts";
import type { ProductKnowledge } from "../../src/api/product-knowledge.ts";
import type { QueryKnowledge } from "../../src/api/query-knowledge.ts";
import type { SearchAnswer } from "../../src/api/search-answer.ts";
import type { StatusAnswer, VersionsAnswer } from "../../src/api/workspace-answers.ts";
import type { EvidenceClaim } from "../src/answer-parts.ts";

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

const edgeOf = (
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

export const exactQuery: QueryKnowledge = {
  version,
  query: { text: "winter camping", known: true },
  match: "exact",
  matched: { id: "query_1", text: "winter camping", cosine: null },
  queued: false,
  total: 230,
  knowledge: judged,
};

export const nearQuery: QueryKnowledge = {
  ...exactQuery,
  query: { text: "sleeping outside in the snow", known: false },
  match: "embedding",
  matched: { id: "query_1", text: "winter camping", cosine: 0.7312 },
  queued: true,
  total: unjudged.length,
  knowledge: unjudged,
};

export const formQuery: QueryKnowledge = {
  ...nearQuery,
  query: { text: "winter camp", known: false },
  match: "normalForm",
  matched: { id: "query_1", text: "winter camping", cosine: null },
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
  matched: { id: "query_3", text: "lonely", cosine: null },
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

const claim: EvidenceClaim = {
  id: "claim_1",
  scope: "pair",
  sentence: "People use it for winter camping trips.",
  tail: "winter camping trips",
  support: 3,
  votes: 4,
  kept: true,
  dropReason: null,
  plausibility: 0.94,
  typicality: 0.81,
  perplexity: 41.3,
  copySimilarity: 0.42,
  documentFrequency: 12,
  spread: 0.31,
  contextCosine: 0.64,
  pair: {
    id: "pair_1",
    behaviour: "searchBuy",
    headA: { id: "query_1", words: "winter camping", ...home, site: "fell-and-field" },
    headB: {
      id: "wren-and-larder/OUT-PAD-014",
      words: "Fellside Insulated Sleeping Pad, Regular, Moss Green",
      ...home,
    },
    count: 38,
    customers: 31,
    clicks: 164,
    searches: 905,
    lift: 22.4,
    firstSeen: "2026-01-04T08:00:00.000Z",
    lastSeen: "2026-03-28T20:00:00.000Z",
  },
  query: null,
  type: null,
  carried: null,
  purchases: null,
  answers: {
    total: 1,
    rows: [
      {
        call: "call_7d1e55aa0c",
        model: "qwen2.5-7b-instruct",
        system: "",
        prompt:
          "The following search query was followed by a purchase.\nSearch query: winter camping\nProduct: Fellside Insulated Sleeping Pad\nWhat do shoppers who search for this use the product for?",
        answerStem: "1.",
        draw: 0,
        rawAnswer:
          "Winter camping trips\n2. sleeping on cold ground\n3. hiking through the mountains for several days",
      },
    ],
  },
};

export const evidence: EdgeEvidence = {
  version,
  edge: {
    ...edgeOf(["usedFor", "People use it for {tail}.", "camping in winter", 0.94, 0.81], 0),
    head: { id: "query_1", kind: "query", words: "winter camping", ...home },
    firstSeen: "2026-01-04T08:00:00.000Z",
    lastSeen: "2026-03-28T20:00:00.000Z",
  },
  claims: {
    total: 3,
    rows: [
      claim,
      {
        ...claim,
        id: "claim_2",
        sentence: "People use it for camping in the winter.",
        tail: "camping in the winter",
        support: 1,
        plausibility: null,
        typicality: null,
      },
      {
        ...claim,
        id: "claim_3",
        sentence: null,
        tail: null,
        kept: null,
        answers: { total: 0, rows: [] },
      },
    ],
  },
};

const ofType: EvidenceClaim = {
  ...claim,
  id: "claim_4",
  scope: "product-type",
  sentence: "People use sleeping pads for camping in winter.",
  tail: "camping in winter",
  support: 7,
  votes: 9,
  plausibility: 0.86,
  pair: null,
  type: {
    id: "type_1",
    name: "sleeping pad",
    attribute: null,
    titles: ["Fellside Insulated Sleeping Pad, Regular, Moss Green", "Tarn Foam Mat"],
  },
  carried: { decision: "carried", probability: 0.93, reason: null },
  purchases: null,
};

const ofQuery: EvidenceClaim = {
  ...claim,
  id: "claim_7",
  scope: "query",
  pair: null,
  query: {
    ...{ id: "query_1", words: "winter camping", ...home, site: "fell-and-field" },
    titles: ["Fellside Insulated Sleeping Pad, Regular, Moss Green"],
  },
};

/** Of a query that was asked about itself. */
export const queryEvidence: EdgeEvidence = {
  version,
  edge: { ...evidence.edge, edge: "edge_8", pairs: 0, types: 0, firstSeen: null, lastSeen: null },
  claims: { total: 1, rows: [ofQuery] },
};

/** Of a product of which the log has nothing. */
export const typeEvidence: EdgeEvidence = {
  version,
  edge: {
    ...evidence.edge,
    edge: "edge_7",
    pairs: 0,
    types: 1,
    evidence: 1,
    head: { id: "wren-and-larder/OUT-PAD-020", kind: "product", words: "Fellside Pad", ...home },
    firstSeen: null,
    lastSeen: null,
  },
  claims: {
    total: 3,
    rows: [
      ofType,
      {
        ...ofType,
        id: "claim_5",
        carried: { decision: "contradicted", probability: 0.04, reason: "the title says: summer" },
      },
      { ...ofType, id: "claim_6", carried: null },
    ],
  },
};

const counts = {
  nodes: 5120,
  assertions: 18233,
  edges: 24781,
  byRelation: { usedFor: 9120, capableOf: 5210, usedBy: 2500, isA: 1403 },
};

export const status: StatusAnswer = {
  version,
  workspace: "shop",
  imports: [
    {
      table: "products",
      sources: ["shop/catalogue.csv"],
      rows: 1273,
      rejected: {},
      complete: true,
    },
    {
      table: "events",
      sources: [
        "shop/log-2026-01.jsonl.gz",
        "shop/log-2026-02.jsonl.gz",
        "shop/log-2026-03.jsonl.gz",
      ],
      rows: 412_889,
      rejected: { TIME_UNREADABLE: 12, SKU_MISSING: 3 },
      complete: true,
    },
  ],
  stages: [
    {
      name: "mine",
      state: "done",
      rowsIn: 91_204,
      rowsOut: 6310,
      dropped: { seenOnce: 61_020, queryGate: 19_871, byChance: 4003 },
      groups: [
        {
          group: "searchBuy",
          rowsIn: 40_102,
          dropped: { queryGate: 19_871, seenOnce: 16_220 },
          rowsOut: 4011,
        },
        {
          group: "coBuy",
          rowsIn: 51_102,
          dropped: { seenOnce: 44_800, byChance: 4003 },
          rowsOut: 2299,
        },
      ],
      samples: {
        seenOnce: [
          "tent pegs → Tarn Four-Season Tent for Two: bought once",
          "gift wrap → Ember Stove: bought once",
        ],
        byChance: ["Camp Pillow + AA batteries: lift 0.9"],
      },
      notices: [],
      costUsd: 0,
      seconds: 4.2,
    },
    {
      name: "generate",
      state: "done",
      rowsIn: 1200,
      rowsOut: 13_904,
      dropped: {},
      groups: [
        { group: "usedFor", rowsIn: 300, dropped: {}, rowsOut: 3904 },
        { group: "capableOf", rowsIn: 300, dropped: {}, rowsOut: 3400 },
      ],
      samples: {},
      notices: ["12 calls gave no answer; the next run asks them again."],
      costUsd: 0.84,
      seconds: 431,
    },
    {
      name: "refine",
      state: "stale",
      rowsIn: 13_904,
      rowsOut: 9001,
      dropped: { completeness: 2100, paraphrase: 1800, generic: 903, copy: 100 },
      groups: [
        { group: "usedFor", rowsIn: 13_904, dropped: { completeness: 4903 }, rowsOut: 9001 },
      ],
      samples: {
        generic: ["People use it for everything."],
        completeness: ["People use it for the."],
      },
      notices: [],
      costUsd: 0,
      seconds: 61.5,
    },
    {
      name: "intents",
      state: "never",
      rowsIn: 0,
      rowsOut: 0,
      dropped: {},
      groups: [],
      samples: {},
      notices: [],
      costUsd: 0,
      seconds: 0,
    },
  ],
  graph: { version, content: "9b1f".repeat(16), ...counts },
  requestedHeads: { waiting: 12, pairsAtMost: 20 },
  spent: { calls: 4801, inputTokens: 1_203_400, outputTokens: 190_211, costUsd: 0.84 },
};

export const versions: VersionsAnswer = {
  version,
  versions: [
    {
      id: version,
      parent: "version_ab12ab12ab12ab12ab12",
      content: "9b1f".repeat(16),
      author: "ana",
      time: "2026-11-24T14:03:00.000Z",
      message: "cosmo run",
      files: {},
      counts,
    },
    {
      id: "version_ab12ab12ab12ab12ab12",
      parent: null,
      content: "77aa".repeat(16),
      author: "ana",
      time: "2026-11-20T09:41:00.000Z",
      message: "cosmo run",
      files: {},
      counts: { ...counts, edges: 20_004, nodes: 5203, assertions: 15_002 },
    },
  ],
};
