import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../../artifact/store-for-tests.ts";
import { queryId } from "../../domain/ids.ts";
import type { ShopEvent } from "../../domain/tables/events.ts";
import { happened, product } from "../mining-fixture.ts";
import { headsOf, queriesCalled } from "./asked-pairs.ts";
import { explainUnseen } from "./explain-unseen.ts";
import { storedLog } from "./explanation-for-tests.ts";

const place = await openStorePlace();

let sessionCount = 0;
const basket = (...skus: readonly string[]): readonly ShopEvent[] => {
  const session = `basket ${++sessionCount}`;
  return skus.map((sku) => happened("purchase", 0, { session, product: sku }));
};
const searched = (query: string, sku: string): readonly ShopEvent[] => {
  const session = `search ${++sessionCount}`;
  return [
    happened("search", 0, { session, query }),
    happened("purchase", 1, { session, product: sku }),
  ];
};

const mined = await storedLog(place, {
  products: [
    product("tent"),
    product("lamp"),
    product("mat"),
    product("rope"),
    product("red", { parent: "shirt" }),
    product("blue", { parent: "shirt" }),
  ],
  events: [
    ...["tent", "tent", "mat"].flatMap((sku) => searched("camping", sku)),
    ...searched("zanzibar", "mat"),
    ...basket("tent", "lamp"),
    ...basket("tent", "lamp"),
    ...basket("lamp", "rope", "mat"),
    ...basket("red", "blue"),
  ],
});
const config = { queryGate: { customers: 2 }, coBuy: { maximumBasket: 2 } };
const camping = queryId("default", "en-US", "camping");
const zanzibar = queryId("default", "en-US", "zanzibar");

test("a query and a product that was never bought after it: what was seen of each, and what is near", async () => {
  await mined(config, async (relations) => {
    const asked = { behaviour: "searchBuy", headA: camping, headB: "default/lamp" } as const;
    const { a, b, site, near } = await explainUnseen(relations, asked);
    assert.equal(site, "default");
    assert.deepEqual(a, {
      kind: "query",
      ...{ id: camping, text: "camping", stoppedBy: null, searches: 3, customers: 3 },
    });
    assert.deepEqual(b, {
      kind: "product",
      ...{ id: "default/lamp", purchases: 3, baskets: 2, searches: 0 },
    });
    assert.deepEqual(
      near.map(({ of, headA, headB, count }) => [of, headA, headB, count]),
      [
        ["default/lamp", "default/lamp", "default/tent", 2],
        [camping, camping, "default/tent", 2],
        [camping, camping, "default/mat", 1],
      ],
    );
  });
});

test("of a query that stays not a word is told, and no id, nor of those that led to the product", async () => {
  await mined(config, async (relations) => {
    const asked = { behaviour: "searchBuy", headA: zanzibar, headB: "default/tent" } as const;
    const unseen = await explainUnseen(relations, asked);
    assert.deepEqual(unseen.a, {
      kind: "query",
      ...{ id: null, text: null, stoppedBy: "fewCustomers", searches: 1, customers: 1 },
    });
    const other = await explainUnseen(relations, { ...asked, headB: "default/mat" });
    for (const said of [unseen, other]) {
      assert(!JSON.stringify(said).includes("zanzibar"));
      assert(!JSON.stringify(said).includes(zanzibar));
    }
  });
});

test("two products that only baskets beyond the limit hold together", async () => {
  await mined(config, async (relations) => {
    const asked = { behaviour: "coBuy", headA: "default/mat", headB: "default/rope" } as const;
    const { a, b, largeBaskets, maximumBasket } = await explainUnseen(relations, asked);
    assert.deepEqual([largeBaskets, maximumBasket], [1, 2]);
    assert.deepEqual(a, {
      kind: "product",
      ...{ id: "default/mat", purchases: 3, baskets: 2, searches: 2 },
    });
    assert.equal(b.baskets, 0);
  });
});

test("variants of one parent are one product", async () => {
  await mined(config, async (relations) => {
    const heads = await headsOf(relations.connection, ["default/red", "default/blue"]);
    assert.deepEqual([...new Set(heads.values())], ["default/blue"]);
    const shirt = "default/blue";
    const asked = { behaviour: "coBuy", headA: shirt, headB: shirt } as const;
    assert((await explainUnseen(relations, asked)).isOneProduct);
  });
});

test("a query is found by its words or its id, whether the gate stops it or not", async () => {
  await mined(config, async ({ connection }) => {
    const found = { site: "default", locale: "en-US" };
    assert.deepEqual(await queriesCalled(connection, "zanzibar"), [
      { id: zanzibar, ...found, isStopped: true },
    ]);
    assert.deepEqual(await queriesCalled(connection, camping), [
      { id: camping, ...found, isStopped: false },
    ]);
    assert.deepEqual(await queriesCalled(connection, ""), []);
  });
});
