import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { normalisedQuery } from "./asked-query.ts";
import { compileIndex } from "./compile-index.ts";
import {
  aliasRow,
  assertionRow,
  edgeRow,
  indexSource,
  locale,
  nodeRow,
  productHead,
  queryHead,
  site,
  typeAssertionRow,
  typeEdgeRow,
} from "./graph-for-tests.ts";
import { intentKnowledge } from "./intent-knowledge.ts";
import { openNearestQuery } from "./nearest-query.ts";
import { openIndex } from "./open-index.ts";
import { pairKnowledge } from "./pair-knowledge.ts";
import { productKnowledge } from "./product-knowledge.ts";
import { type QueryLookup, queryKnowledge } from "./query-knowledge.ts";
import { searchHeads } from "./search-heads.ts";

const never = new AbortController().signal;
const place = await openStorePlace();

/** Texts about tents point one way, odd ones another and all others a third; how often it was asked is counted. */
let encoded = 0;
let calls = 0;
const encoder: Encoder = {
  id: "test-encoder",
  async encode(texts) {
    encoded += texts.length;
    calls += 1;
    return texts.map((text) => {
      const direction = /tent|shelter/.test(text) ? 0 : /lonely|never/.test(text) ? 2 : 1;
      return Float32Array.from({ length: 3 }, (_, place) => (place === direction ? 1 : 0));
    });
  },
  async close() {},
};

const [tent, lamp, red, cold] = [
  productHead("tent", "Alder Tent", { productType: "tent", domain: "Sports" }),
  productHead("lamp/1", "Lamp"),
  productHead("tent-red", "Alder Tent red", { countedAs: "shop/tent" }),
  // Nobody searched for it or bought it: what it has comes from its type.
  productHead("cold", "Birch Bivouac", { productType: "tent", domain: "Sports" }),
];
const [camping, tents, lonely, gear, shelter, misspelt] = [
  queryHead("the camping gear"),
  queryHead("tents"),
  queryHead("lonely"),
  queryHead("camping gear"),
  queryHead("shelter"),
  { ...queryHead("campign bivuac"), countedAs: queryHead("tents").id },
];
const [sleep, light] = [nodeRow("sleep outside"), nodeRow("light a camp")];
const rows = {
  heads: [tent, lamp, red, cold, camping, tents, lonely, gear, shelter, misspelt],
  nodes: [sleep, light],
  aliases: [
    aliasRow("sleep outside", sleep),
    aliasRow("sleeping outside", sleep),
    aliasRow("light a camp", light),
  ],
  assertions: [
    assertionRow(camping, tent, "usedFor", sleep, { plausibility: 0.9, support: 3 }),
    assertionRow(lamp, tent, "usedFor", light, { support: 2 }),
    typeAssertionRow("tent", "usedFor", sleep, { plausibility: 0.8, support: 7 }),
  ],
  edges: [
    edgeRow(camping, "usedFor", sleep, { score: 0.9, support: 3 }),
    edgeRow(camping, "cause", light, { score: 0.2 }),
    edgeRow(tents, "usedFor", sleep),
    edgeRow(tent, "usedFor", sleep, { score: 0.5 }),
    edgeRow(tent, "usedFor", light, { score: 0.7 }),
    edgeRow(lamp, "usedFor", light),
    typeEdgeRow(cold, "usedFor", sleep, { score: 0.4, support: 7 }),
  ],
};
const folder = mkdtempSync(join(place.newFolder(), "index-"));
await compileIndex(
  {
    ...(await indexSource(openNewStore(place), place.sql, rows)),
    vectors: { encoder, known: () => undefined },
  },
  folder,
  never,
);
const index = await openIndex(folder);
const nearest = await openNearestQuery({
  index,
  encoder,
  leastCosine: 0.8,
  onFailure: (error) => {
    throw error;
  },
});
const queued: string[] = [];
const lookup: QueryLookup = {
  index,
  nearest,
  queue: { add: (head) => queued.push(head) > 0 },
  tell: (relation, wording) => `${relation}: ${wording}`,
};
const asked = (text: string, of = site) => normalisedQuery({ text, site: of, locale });
const look = (text: string, limit = 20) => queryKnowledge(lookup, asked(text), limit);
const taken = (): readonly string[] => queued.splice(0);

test("a query is found by its words, whatever their case and spaces", async () => {
  assert.deepEqual(await look("  The CAMPING gear", 1), {
    query: { text: "the camping gear", known: true },
    match: "exact",
    matched: {
      ...{ id: camping.id, text: "the camping gear", cosine: null },
      countedAs: { id: camping.id, text: "the camping gear" },
    },
    queued: false,
    total: 2,
    knowledge: [
      {
        edge: rows.edges[0]?.id,
        relation: "usedFor",
        sentence: "usedFor: sleep outside",
        intent: { id: sleep.id, wording: "sleep outside" },
        score: 0.9,
        typicality: null,
        pairs: 1,
        types: 0,
        support: 3,
        evidence: 1,
      },
    ],
  });
  assert.deepEqual(taken(), []);
});

test("else by its normal form, and it is queued by its own id", async () => {
  const { match, matched, queued: isQueued, total } = await look("my camping gear");
  assert.deepEqual([match, matched?.id, isQueued, total], ["normalForm", camping.id, true, 2]);
  assert.deepEqual(taken(), [asked("my camping gear").id]);
});

test("else by what it means, which is worked out once", async () => {
  encoded = 0;
  for (const _ of [1, 2]) {
    const { match, matched } = await look("shelter for two");
    assert.deepEqual([match, matched?.cosine], ["embedding", 1]);
    assert.equal(matched?.text, "tents");
  }
  assert.equal(encoded, 1);
  assert.equal(taken().length, 2);
});

test("many queries at once are encoded together", async () => {
  encoded = 0;
  const before = calls;
  const texts = Array.from({ length: 60 }, (_, place) => `tent number ${place}`);
  const found = await Promise.all(texts.map((text) => look(text)));
  assert(found.every(({ match }) => match === "embedding"));
  assert.deepEqual([encoded, calls - before], [60, 2]);
  taken();
});

test("a query of another site is not near, and what is near nothing is known by nothing", async () => {
  const other = await queryKnowledge(lookup, asked("shelter", "elsewhere"), 20);
  assert.deepEqual(
    [other.match, other.matched, other.queued, other.knowledge],
    ["none", null, true, []],
  );
  taken();
  const empty = await look(" \u0000 ");
  assert.deepEqual([empty.match, empty.queued, taken()], ["none", false, []]);
});

test("a known query without knowledge has that of its normal form, else of the nearest, and is queued", async () => {
  for (const [{ id, words }, near, by] of [
    [gear, camping, "normalForm"],
    [shelter, tents, "embedding"],
    // Remembered by now.
    [shelter, tents, "embedding"],
  ] as const) {
    const { query, match, matched, total, queued: isQueued } = await look(words);
    assert.deepEqual(
      [query.known, match, matched?.id, total > 0, isQueued],
      [true, by, near.id, true, true],
    );
    assert.deepEqual(taken(), [id]);
  }
});

test("where nothing is near either, a known query comes with nothing, and is queued", async () => {
  for (const nearestOrNone of [nearest, undefined]) {
    const {
      query,
      match,
      matched,
      total,
      queued: isQueued,
    } = await queryKnowledge({ ...lookup, nearest: nearestOrNone }, asked("lonely"), 20);
    assert.deepEqual(
      [query.known, match, matched?.id, total, isQueued],
      [true, "exact", lonely.id, 0, true],
    );
    assert.deepEqual(taken(), [lonely.id]);
  }
  assert.equal((await look("never heard of")).query.known, false);
  taken();
});

test("a query that says the same as another has the knowledge of that one, and says so", async () => {
  const { match, matched, queued, total, knowledge } = await look("campign bivuac");
  const countedAs = { id: tents.id, text: "tents" };
  assert.deepEqual([match, queued, total, knowledge.length], ["exact", false, 1, 1]);
  assert.deepEqual(matched, { id: misspelt.id, text: "campign bivuac", cosine: null, countedAs });
  assert.deepEqual((await look("tents")).matched?.countedAs, countedAs);
  taken();
});

test("a product is found by id and by sku, and a variant has the knowledge of the one counted", () => {
  for (const name of ["shop/tent", "tent"]) {
    const { product, total, knowledge } = productKnowledge(lookup, site, name, 20);
    assert.equal(product.id, "shop/tent");
    assert.equal(total, 2);
    assert.deepEqual(
      knowledge.map(({ score }) => score),
      [0.7, 0.5],
    );
  }
  const variant = productKnowledge(lookup, site, "tent-red", 20);
  assert.deepEqual(
    [variant.product.id, variant.product.countedAs, variant.total, variant.queued],
    ["shop/tent-red", "shop/tent", 2, false],
  );
  assert.equal(productKnowledge(lookup, site, "lamp/1", 1).product.sku, "lamp/1");
});

test("a product of which the log has nothing has what was carried to it from its type", () => {
  const { queued, total, knowledge } = productKnowledge(lookup, site, "cold", 20);
  assert.deepEqual([queued, total], [false, 1]);
  assert.deepEqual(
    knowledge.map(({ pairs, types, support, evidence, score }) => ({
      ...{ pairs, types, support, evidence, score },
    })),
    [{ pairs: 0, types: 1, support: 7, evidence: 1, score: 0.4 }],
  );
  // What is asserted of a type is asserted of no pair.
  assert.equal(index.manifest.counts.assertions, 2);
  assert.equal(pairKnowledge(lookup, { site, product: "cold", with: "tent" }, 20).pair, null);
});

test("an unknown product is an error with a sku near it, and a query is no product", () => {
  assert.throws(() => productKnowledge(lookup, site, "tnt", 20), {
    code: "PRODUCT_UNKNOWN",
    httpStatus: 404,
    hint: /Did you mean tent\?/,
  });
  assert.throws(() => productKnowledge(lookup, site, camping.id, 20), { code: "PRODUCT_UNKNOWN" });
});

test("a pair has its assertions, and the edges that both heads have", () => {
  const bought = pairKnowledge(
    lookup,
    { query: asked("the camping gear"), site, product: "tent-red" },
    20,
  );
  assert.equal(bought.pair?.id, rows.assertions[0]?.pair);
  assert.deepEqual(
    bought.assertions.map(({ plausibility, sentence }) => [plausibility, sentence]),
    [[0.9, "usedFor: sleep outside"]],
  );
  assert.deepEqual(
    bought.shared.map(({ intent, score }) => [intent.wording, score]),
    [["sleep outside", 0.9]],
  );
  for (const [product, other] of [
    ["tent", "lamp/1"],
    ["lamp/1", "tent"],
  ] as const) {
    const together = pairKnowledge(lookup, { site, product, with: other }, 20);
    assert.equal(together.behaviour, "coBuy");
    assert.equal(together.assertions.length, 1);
  }
  const unknown = pairKnowledge(lookup, { query: asked("sofa"), site, product: "tent" }, 20);
  assert.deepEqual([unknown.pair, unknown.assertions, unknown.shared], [null, [], []]);
});

test("an intent has its surfaces and its heads of each kind, best first", () => {
  assert.deepEqual(intentKnowledge(index, sleep.id, 20), {
    intent: {
      id: sleep.id,
      wording: "sleep outside",
      aliases: ["sleep outside", "sleeping outside"],
    },
    products: {
      total: 2,
      rows: [
        { id: "shop/tent", title: "Alder Tent", relation: "usedFor", score: 0.5 },
        { id: "shop/cold", title: "Birch Bivouac", relation: "usedFor", score: 0.4 },
      ],
    },
    queries: {
      total: 2,
      rows: [
        { id: camping.id, text: "the camping gear", site, locale, relation: "usedFor", score: 0.9 },
        { id: tents.id, text: "tents", site, locale, relation: "usedFor", score: null },
      ],
    },
  });
  assert.throws(() => intentKnowledge(index, "node_0", 20), { code: "INTENT_UNKNOWN" });
});

test("the search box finds words in any order, the last as a beginning, richer heads first", () => {
  const found = (text: string) => searchHeads(index, text, 10).map(({ id }) => id);
  assert.deepEqual(found("tent ald"), ["shop/tent", "shop/tent-red"]);
  assert.deepEqual(found("red alder"), ["shop/tent-red"]);
  assert.deepEqual(new Set(found("t")), new Set([camping.id, tent.id, red.id, tents.id]));
  assert.deepEqual(found("tents"), [tents.id]);
  assert.deepEqual(found("ten tents"), []);
  assert.deepEqual(found(" - "), []);
  assert.deepEqual(searchHeads(index, "tents", 1), [
    {
      kind: "query",
      id: tents.id,
      site,
      locale,
      words: "tents",
      domain: null,
      productType: null,
      edges: 1,
    },
  ]);
});
