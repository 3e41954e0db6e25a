import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { entailments } from "../domain/tables/entailments.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import { type ProductType, productTypes } from "../domain/tables/product-types.ts";
import { type Score, scores } from "../domain/tables/scores.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { openMeasureStore } from "../measures/measure-store.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import { entailmentConfig, entailStage } from "./entail-stage.ts";
import { qualities, qualityLabels, typeClaimRow, wordEncoder } from "./entailment-for-tests.ts";
import { readContradictions } from "./read-contradictions.ts";

const place = await openStorePlace();
const contradictions = await readContradictions();

const tent = typeRow("tent", ["Tent with warmth", "Tent with storage"]);
const camping = queryRow("camping");
const warm = productRow("warm", "Tent with warmth", "Tent");
const roomy = productRow("roomy", "Tent with storage", "tent");
const lamp = productRow("lamp", "Lamp", "lamp");
const shop: ShopRows = {
  products: [warm, roomy, lamp],
  queries: [camping, queryRow("light")],
  pairs: [
    searchBuy(camping, warm, { count: 6 }),
    searchBuy(camping, lamp, { count: 2 }),
    searchBuy(queryRow("light"), lamp),
  ],
};
const sleeping = typeClaimRow(tent, "usedFor", "warmth");

const scoreRow = (claim: Claim, plausibility = 0.8): Score => ({
  ...{ claim: claim.id, critic: "a critic", plausibility, typicality: 0.5, uncertainty: 0 },
});

const config = { probability: 0.5, plausibility: 0.5, plausibilityByRelation: null, judged: true };

interface World {
  readonly shop?: ShopRows;
  readonly claims?: readonly Claim[];
  readonly scores?: readonly Score[];
  readonly types?: readonly ProductType[];
  readonly labels?: readonly LabelRow[];
  readonly encoder?: Encoder | undefined;
  readonly config?: Partial<typeof config> | Readonly<Record<string, unknown>>;
}

async function run(world: World = {}, folder = place.newFolder()) {
  const tools = toolsIn(place, folder);
  const claimed = world.claims ?? [sleeping];
  const scored = world.scores ?? claimed.map((claim) => scoreRow(claim));
  const datasets = {
    ...(await shopDatasets(tools.store, world.shop ?? shop)),
    claims: await datasetOfRows(tools.store, claims, claimed),
    scores: await datasetOfRows(tools.store, scores, scored),
    productTypes: await datasetOfRows(tools.store, productTypes, world.types ?? [tent]),
    labels: await datasetOfRows(tools.store, labels, world.labels ?? []),
  };
  const store = openMeasureStore(join(folder, "measures.db"));
  const stage = entailStage({ encoder: world.encoder, contradictions, store });
  const record = await runToEnd(stage, { ...config, ...world.config }, datasets, tools).finally(
    () => store.close(),
  );
  const rows = await rowsOf(tools, entailments, record);
  const at = (head: { readonly id: string }, claim: Claim = claimed[0] ?? sleeping) =>
    rows.find((row) => row.head === head.id && row.claim === claim.id);
  return { record, rows, at };
}

test("a type's claim goes to its products and to the queries that lead to them, and nowhere else", async () => {
  const { rows, record } = await run();
  assert.deepEqual(
    rows.map(({ head, headKind }) => [head, headKind]).toSorted(),
    [
      [camping.id, "query"],
      [roomy.id, "product"],
      [warm.id, "product"],
    ].toSorted(),
  );
  assert.deepEqual(record.funnel, [{ group: "usedFor", rowsIn: 3, dropped: {}, rowsOut: 3 }]);
});

test("without an encoder all that no word contradicts is carried at the base rate, and a notice says so", async () => {
  const { rows, record } = await run({ labels: qualityLabels() });
  for (const row of rows) {
    assert.deepEqual([row.probability, row.decision, row.reason], [0.87, "carried", null]);
  }
  assert.equal(record.notices.length, 1);
  assert.match(record.notices[0] ?? "", /No encoder .* is carried at the base rate of 0\.87/);
});

test("at a threshold above the base rate nothing is carried without a model", async () => {
  const { rows, record } = await run({ config: { probability: 0.9 } });
  assert.deepEqual([...new Set(rows.map(({ decision }) => decision))], ["unsure"]);
  assert.match(record.notices[0] ?? "", /is held back/);
});

test("what a word contradicts is held back, with the reason as an example", async () => {
  const bed = typeRow("pet bed", []);
  const dogs = typeClaimRow(bed, "usedFor", "resting dogs");
  const [cat, dog, either] = [
    productRow("cat", "Cat Bed", "pet bed"),
    productRow("dog", "Plush Bed", "pet bed", {
      attributes: { Animal: "Dog", Note: "not for cats" },
    }),
    productRow("either", "Plush Bed", "pet bed", { categoryPath: ["Cats", "Beds"] }),
  ] as const;
  const aisle = productRow("aisle", "Plush Bed", "pet bed", { categoryPath: ["Pets", "Cats"] });
  const kitten = queryRow("kitten bed");
  const products = [cat, dog, either, aisle];
  const { at, record } = await run({
    shop: { products, queries: [kitten], pairs: [searchBuy(kitten, cat)] },
    types: [bed],
    claims: [dogs],
  });
  assert.equal(at(cat)?.reason, "“dogs” against “cat” in the title");
  assert.equal(at(kitten)?.reason, "“dogs” against “kitten” in the query");
  assert.equal(at(aisle)?.reason, "“dogs” against “cats” in the category");
  assert.deepEqual([at(dog)?.decision, at(either)?.decision], ["carried", "carried"]);
  assert.deepEqual(record.funnel, [
    { group: "usedFor", rowsIn: 5, dropped: { contradicted: 3 }, rowsOut: 2 },
  ]);
  const [part] = record.writes["entailments"]?.parts ?? [];
  assert.ok(
    part?.samples["contradicted"]?.includes(
      "People use it for resting dogs. — Cat Bed (“dogs” against “cat” in the title, 0.87)",
    ),
  );
});

test("claims count as in the graph: kept, about types, and plausible enough for their relation", async () => {
  const [weak, isA, unscored] = [
    typeClaimRow(tent, "usedFor", "swimming"),
    typeClaimRow(tent, "isA", "shelter"),
    typeClaimRow(tent, "usedFor", "reading"),
  ] as const;
  const dropped = typeClaimRow(tent, "usedFor", "tents", {
    ...{ kept: false, droppedBy: "copy", dropReason: "a copy" },
  });
  const ofPair = typeClaimRow(tent, "usedFor", "hiking", {
    scope: "pair",
    head: shop.pairs[0]?.id ?? "",
  });
  const world = {
    claims: [sleeping, weak, isA, unscored, dropped, ofPair],
    scores: [
      scoreRow(sleeping),
      scoreRow(weak, 0.5),
      scoreRow(isA, 0.4),
      scoreRow(dropped),
      scoreRow(ofPair),
    ],
    config: { plausibilityByRelation: { isA: 0.3 } },
  };
  const claimsOf = (rows: readonly { readonly claim: string }[]) =>
    [...new Set(rows.map(({ claim }) => claim))].toSorted();
  assert.deepEqual(claimsOf((await run(world)).rows), [sleeping.id, isA.id].toSorted());
  const unjudged = { ...world, scores: [], config: { judged: false } };
  assert.deepEqual(
    claimsOf((await run(unjudged)).rows),
    [sleeping.id, weak.id, isA.id, unscored.id].toSorted(),
  );
});

test("of the variants of one parent the one that pairs count is the head, else the first", async () => {
  const variant = (sku: string, parent: string) =>
    productRow(sku, `Tent ${sku}`, "tent", { parent });
  const products = [
    ...[variant("a1", "a"), variant("a2", "a"), variant("b1", "b"), variant("b2", "b")],
    productRow("c", "Tent c", "tent", { locale: "de-DE" }),
    productRow("d", "Tent d", null),
  ];
  const second = products[1] ?? warm;
  const { rows } = await run({
    shop: { products: [...products, lamp], queries: [], pairs: [coBuy(second, lamp)] },
  });
  assert.deepEqual(rows.map(({ head }) => head).toSorted(), ["default/a2", "default/b1"]);
});

test("a model that learnt from labels carries what holds, and is unsure of the rest", async () => {
  const products = qualities.map((quality) => productRow(quality, `Tent with ${quality}`, "tent"));
  const queried = qualities.map((quality) => queryRow(`tent with ${quality}`));
  const claimed = qualities.map((quality) => typeClaimRow(tent, "usedFor", quality));
  const encoder = wordEncoder();
  const { at, record } = await run({
    ...{ labels: qualityLabels(), claims: claimed, encoder },
    shop: {
      products,
      queries: queried,
      pairs: queried.flatMap((query) => products.map((product) => searchBuy(query, product))),
    },
  });
  for (const [own, claim] of claimed.entries()) {
    for (const heads of [products, queried]) {
      for (const [other, head] of heads.entries()) {
        const row = at(head, claim);
        assert.equal(
          row?.decision,
          own === other ? "carried" : "unsure",
          `${claim.tail}, ${other}`,
        );
        if (own === other) assert.ok((row?.probability ?? 0) > 0.7);
        else assert.equal(row?.reason, `the probability ${row?.probability} is not above 0.5`);
      }
    }
  }
  assert.deepEqual(record.funnel, [
    { group: "usedFor", rowsIn: 32, dropped: { unsure: 24 }, rowsOut: 8 },
  ]);
  assert.deepEqual(record.notices, []);
  const titles = encoder.encoded.filter((text) => text === "Tent with warmth");
  assert.equal(titles.length, 1, "a title that is also an example of its type is encoded once");
});

test("labels of products alone teach about products alone", async () => {
  const encoder = wordEncoder();
  const { at, record } = await run({ labels: qualityLabels(["product"]), encoder });
  assert.notEqual(at(warm)?.probability, 0.87);
  assert.equal(at(camping)?.probability, 0.87);
  assert.equal(record.notices.length, 1);
  assert.match(record.notices[0] ?? "", /^0 labelled claims about queries teach no model/);
  assert.ok(!encoder.encoded.includes("camping"), "what no model judges is not encoded");
});

test("too few labels teach nothing, and nothing is encoded", async () => {
  const encoder = wordEncoder();
  const { rows, record } = await run({ labels: qualityLabels(["product"], 2), encoder });
  assert.deepEqual([...new Set(rows.map(({ probability }) => probability))], [0.87]);
  assert.equal(record.notices.length, 2);
  assert.match(record.notices[0] ?? "", /^32 labelled claims about products .* needs 50/);
  assert.deepEqual(encoder.encoded, []);
});

test("a type of many products is judged in batches, each product with its own words", async () => {
  const products = Array.from({ length: 600 }, (_, number) =>
    productRow(`${number}`, `Tent ${number} with ${qualities[number % 4]}`, "tent"),
  );
  const chair = typeRow("chair", []);
  const resting = typeClaimRow(chair, "usedFor", "storage");
  const seat = productRow("seat", "Chair with storage", "chair");
  const { rows, at } = await run({
    shop: { products: [...products, seat], queries: [], pairs: [] },
    types: [tent, chair],
    claims: [sleeping, resting],
    labels: qualityLabels(["product"]),
    encoder: wordEncoder(),
  });
  assert.equal(rows.length, 601);
  for (const [number, product] of products.entries()) {
    assert.equal(at(product)?.decision === "carried", number % 4 === 0, product.title);
  }
  assert.equal(at(seat, resting)?.decision, "carried");
});

test("without claims about types there is nothing to say", async () => {
  const encoder = wordEncoder();
  const { rows, record } = await run({ claims: [], labels: qualityLabels(), encoder });
  assert.deepEqual([rows, record.funnel, record.notices, encoder.encoded], [[], [], [], []]);
});

test("settings have defaults and bounds", () => {
  assert.deepEqual(entailmentConfig.parse(undefined), { probability: 0.8, contradictions: null });
  assert.equal(entailmentConfig.safeParse({ probability: 1.2 }).success, false);
});

test("what was said of a claim at a head is remembered: then nothing is trained and nothing encoded", async () => {
  const folder = place.newFolder();
  const labelled = qualityLabels();
  const first = await run({ labels: labelled, encoder: wordEncoder() }, folder);
  assert.ok(new Set(first.rows.map(({ probability }) => probability)).size > 1, "a model spoke");
  const broken: Encoder = {
    ...wordEncoder(),
    encode: () => Promise.reject(new Error("asked again")),
  };
  // Another threshold: the rows are made anew.
  const again = await run(
    { labels: labelled, encoder: broken, config: { plausibility: 0.4 } },
    folder,
  );
  assert.deepEqual(again.rows, first.rows);
});
