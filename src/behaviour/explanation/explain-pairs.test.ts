import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { openStorePlace } from "../../artifact/store-for-tests.ts";
import { type BehaviourPair, pairs as pairTable } from "../../domain/tables/pairs.ts";
import { readParquetTable, writeParquetFromSelect } from "../../sql/parquet-table.ts";
import { happened, product } from "../mining-fixture.ts";
import { stepText } from "../sql-step.ts";
import { allPairs } from "./asked-pairs.ts";
import { explainPairs } from "./explain-pairs.ts";
import type { ExplainedPair } from "./explained-pair.ts";
import { chanceLog, storedLog } from "./explanation-for-tests.ts";
import type { MinedRelations } from "./mined-relations.ts";
import { readRows } from "./read-rows.ts";

const place = await openStorePlace();
const mined = await storedLog(place, chanceLog(7, 400));

const open = {
  searchBuy: { clickRateLow: 0, purchaseRateLow: 0 },
  queryGate: { customers: 1 },
  coBuy: { minimumLift: 0 },
};
const settings: Readonly<Record<string, unknown>> = {
  defaults: {},
  open,
  gate: { ...open, queryGate: { customers: 25 } },
  rates: { searchBuy: { clickRateLow: 0.05, purchaseRateLow: 0.02 } },
  "position bias": { searchBuy: { correctPositionBias: true, purchaseRateLow: 0.02 } },
  "low engagement": { searchBuy: { clickRateLow: 0.08 }, lowEngagement: { share: 0.4 } },
  "quotas of pairs": { ...open, searchBuy: { ...open.searchBuy, perQuery: 2 } },
  "quotas and rates": {
    searchBuy: { perQuery: 1, clickRateLow: 0.05 },
    lowEngagement: { share: 0.5 },
    coBuy: { perTypePair: 2, minimumCount: 2 },
  },
  "products first": { ...open, products: { perType: 2 } },
  categories: { ...open, coBuy: { maximumCategoryDistance: 2, minimumLift: 0.5 } },
  random: {
    ...open,
    coBuy: { randomCoPurchase: { minimumBaskets: 5, spread: 0.3, timesMedian: 1 } },
  },
  // Where one of the products is in so many.
  "random from 24 baskets": {
    ...open,
    coBuy: { randomCoPurchase: { minimumBaskets: 24, spread: 0.1, timesMedian: 1 } },
  },
  strongest: { ...open, coBuy: { strongest: 0.3, minimumLift: 0.5 } },
  "strongest behind a quota": { ...open, coBuy: { strongest: 0.5, perTypePair: 2 } },
  decay: {
    halfLifeDays: 9,
    searchBuy: { clickRateLow: 0.05, purchaseRateLow: 0.02, perQuery: 2 },
    products: { perType: 4 },
    coBuy: { perTypePair: 3, strongest: 0.6 },
  },
  "decay and position bias": {
    halfLifeDays: 20.5,
    searchBuy: { correctPositionBias: true, purchaseRateLow: 0.02 },
    lowEngagement: { share: 0.4 },
  },
  "decay beyond all weights": { ...open, halfLifeDays: 0.5, coBuy: { perTypePair: 2 } },
  "small baskets": { ...open, coBuy: { maximumBasket: 3, perTypePair: 3 } },
};

interface Decision {
  readonly heads: string;
  readonly reason: string | null;
  readonly keptFor: string | null;
}

/** What the stage itself decided, from the relations that it writes its rows of. */
async function decisionsOf({ connection }: MinedRelations): Promise<readonly Decision[]> {
  const rows = await readRows(
    connection,
    `SELECT query AS head_a, head AS head_b, reason, kept_for FROM search_buy_decisions
     UNION ALL SELECT head_a, head_b, reason, NULL FROM co_buy_decisions`,
  );
  return rows.map(({ text, textOrNull }) => ({
    heads: `${text("head_a")} ${text("head_b")}`,
    reason: textOrNull("reason"),
    keptFor: textOrNull("kept_for"),
  }));
}

const sorted = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] =>
  rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

const reasonsSeen = new Set<string>();

for (const [name, config] of Object.entries(settings)) {
  test(`what is explained is what the stage decides, pair by pair: ${name}`, async () => {
    await mined(config, async (relations) => {
      const asked = await allPairs(relations.connection);
      const explained = await explainPairs(relations, asked);
      const decided = await decisionsOf(relations);
      assert(decided.length > 60);
      for (const { reason, keptFor } of decided) reasonsSeen.add(reason ?? keptFor ?? "kept");
      assert.deepEqual(
        sorted(explained.map(decisionIn), ({ heads }) => heads),
        sorted(decided, ({ heads }) => heads),
      );

      const { connection, parameters } = relations;
      const kept: BehaviourPair[] = [];
      for (const rows of ["search-buy-pairs", "co-buy-pairs"]) {
        const file = join(place.newFolder(), "rows.parquet");
        await writeParquetFromSelect(connection, pairTable, stepText(rows, parameters), file);
        kept.push(...(await Array.fromAsync(readParquetTable(place.sql, pairTable, [file]))));
      }
      assert.deepEqual(
        sorted(
          explained.filter(({ stoppedBy }) => stoppedBy === null).map(({ pair }) => pair),
          ({ id }) => id,
        ),
        sorted(kept, ({ id }) => id),
      );
    });
  });
}

const decisionIn = ({ pair, stoppedBy }: ExplainedPair): Decision => ({
  heads: `${pair.headA} ${pair.headB}`,
  reason: stoppedBy,
  keptFor: pair.keptFor,
});

test("pairs that are equally strong have the places that the stage gives them", async () => {
  const products = ["a", "b", "x", "y"].map((sku, index) =>
    product(sku, { productType: index < 2 ? "tent" : "lamp" }),
  );
  const baskets = ["ax", "ay", "bx", "by"].flatMap((skus, index) =>
    [...skus].map((sku) => happened("purchase", 0, { session: `s${index}`, product: sku })),
  );
  const tied = await storedLog(place, { products, events: baskets });
  const places = await tied({ coBuy: { perTypePair: 2, minimumLift: 0 } }, async (relations) => {
    const explained = await explainPairs(relations, await allPairs(relations.connection));
    const decided = await decisionsOf(relations);
    assert.deepEqual(
      sorted(explained.map(decisionIn), ({ heads }) => heads),
      sorted(decided, ({ heads }) => heads),
    );
    return explained.map(({ rules }) => rules.find(({ rule }) => rule === "typePairQuota")?.value);
  });
  assert.deepEqual(places.toSorted(), [1, 2, 3, 4]);
});

test("the settings above met every rule", () => {
  assert.deepEqual([...reasonsSeen].toSorted(), [
    "belowChance",
    "belowStrongest",
    "categoryDistance",
    "clickRate",
    "empty",
    "fewCustomers",
    "kept",
    "lowEngagement",
    "minimumCount",
    "personalData",
    "productQuota",
    "purchaseRate",
    "queryQuota",
    "randomCoPurchase",
    "typePairQuota",
  ]);
});
