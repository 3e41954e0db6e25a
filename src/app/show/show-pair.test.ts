import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId, queryId } from "../../domain/ids.ts";
import { evaluateMining } from "../mining-report/evaluate-mining.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";
import { showId } from "./show-id.ts";
import type { Shown } from "./shown.ts";

const shop = workspaceForTests("show-pair");

const productRows = ["north", "south"].flatMap((site) =>
  ["tent", "lamp", "mat", "rope"].map((sku) => ({
    ...{ site, sku, title: `${sku} of canvas`, productType: sku },
  })),
);
const cases = ["candle", "CANDLE"].map((sku) => ({ site: "north", sku, title: `light of ${sku}` }));
const time = "2026-01-31T12:00:00Z";
let sessions = 0;
const searched = (site: string, query: string, product: string): readonly unknown[] => {
  const session = `s${++sessions}`;
  return [
    { kind: "search", time, site, session, query },
    { kind: "purchase", time: "2026-01-31T12:01:00Z", site, session, product },
  ];
};
const basket = (site: string, ...skus: readonly string[]): readonly unknown[] => {
  const session = `s${++sessions}`;
  return skus.map((product) => ({ kind: "purchase", time, site, session, product }));
};
const eventRows = [
  ...searched("north", "camping", "tent"),
  ...searched("north", "camping", "tent"),
  ...searched("south", "camping", "tent"),
  ...searched("south", "camping", "mat"),
  ...searched("north", "zanzibar", "tent"),
  ...basket("north", "tent", "lamp"),
  ...basket("south", "rope", "mat"),
];

shop.configure("{ query-gate: { customers: 2 } }");
await shop.importRows("products", [...productRows, ...cases]);
await shop.importRows("events", eventRows);
await shop.run("mine");

const show = (id: string): Promise<Shown> =>
  shop.use((workspace) => showId(workspace, id, silently));

const pairOf = (query: string, product: string): string =>
  pairId("searchBuy", queryId("north", "en-US", query), `north/${product}`);

test("a pair is found by its id, by words and product, and by two products in any order", async () => {
  const kept = await show("Camping > north/tent");
  assert.equal(kept.id, pairOf("camping", "tent"));
  assert.equal(kept.facts["decision"], "kept: no rule stops it");
  assert.deepEqual(await show(kept.id), kept);
  assert.deepEqual(await show("camping + north/tent"), kept);

  const together = await show("lamp + tent");
  assert.equal(together.id, pairId("coBuy", "north/lamp", "north/tent"));
  assert.deepEqual(await show("tent of canvas + LAMP"), together);
  assert.deepEqual([together.facts["headAWords"], together.facts["count"]], ["lamp of canvas", 1]);
});

test("a sku goes before another that is written in another case, alone and in a pair", async () => {
  for (const sku of ["candle", "CANDLE", "Candle"]) {
    assert.equal((await show(sku)).id, sku === "Candle" ? "north/CANDLE" : `north/${sku}`);
  }
  assert.equal((await show("candle")).sections[0]?.rows[0]?.["id"], "north/CANDLE");
  for (const sku of ["candle", "CANDLE"]) {
    assert.equal((await show(`lamp + ${sku}`)).facts["headA"], `north/${sku}`);
  }
});

test("of several sites that have the pair it is asked which; where one alone has it, that one is meant", async () => {
  await assert.rejects(show("camping > tent"), (error: { code: string; hint: string }) => {
    assert.equal(error.code, "PAIR_AMBIGUOUS");
    assert(error.hint.includes(`\`cosmo show ${pairOf("camping", "tent")}\` (north/tent)`));
    assert(error.hint.includes("(south/tent)"));
    return true;
  });
  assert.equal((await show("camping > mat")).facts["headB"], "south/mat");
  await assert.rejects(show("camping > rope"), { code: "PAIR_AMBIGUOUS" });
  await assert.rejects(show("north/tent + south/mat"), { code: "ID_UNKNOWN" });
});

test("of a query that the gate stops not a word is shown, and no id", async () => {
  const seen = await show("zanzibar > tent");
  assert.equal(seen.facts["decision"], "cut by fewCustomers");
  const unseen = await show("zanzibar > lamp");
  for (const shown of [seen, unseen, await show(pairOf("zanzibar", "tent"))]) {
    const text = JSON.stringify(shown);
    assert.equal(shown.facts["headAWords"], "a query that stays here");
    assert(!text.includes("zanzibar"));
    assert(!text.includes(queryId("north", "en-US", "zanzibar")));
  }
});

test("a pair that was never seen has what was seen of its two, and what is near", async () => {
  const { facts, sections } = await show("camping > south/lamp");
  assert.equal(facts["decision"], "never seen");
  assert.equal(facts["headASeen"], "2 searches by 2 people");
  assert.match(String(facts["next"]), /No purchase of south\/lamp stands/);
  assert.deepEqual(
    sections[0]?.rows.map((row) => [row["with"], row["count"]]),
    [
      ["mat of canvas", 1],
      ["tent of canvas", 1],
    ],
  );
});

test("a pair whose sign lacks its blanks is told with them", async () => {
  for (const name of ["camping>tent", "camping> tent", "camping >tent"]) {
    await assert.rejects(show(name), { code: "ID_UNKNOWN", hint: /"camping > tent"/ });
  }
});

test("of one product with itself each neighbour is told once", async () => {
  const { facts, sections } = await show("south/rope + south/rope");
  assert.equal(facts["decision"], "none: both are variants of one product");
  assert.deepEqual(
    sections[0]?.rows.map((row) => row["with"]),
    ["mat of canvas"],
  );
});

test("what nobody searched or sells is told with the nearest name", async () => {
  await assert.rejects(show("campingg > tent"), { code: "ID_UNKNOWN", hint: /"camping"/ });
  await assert.rejects(show("camping > tant"), { code: "ID_UNKNOWN", hint: /"tent"/ });
  await assert.rejects(show("mat > tent"), { code: "ID_UNKNOWN", hint: /SKU \+ SKU/ });
});

test("what the last run made of a pair is told where things are other today", async () => {
  const id = pairOf("camping", "tent");
  assert.equal((await show(id)).facts["lastRun"], null);
  shop.configure("{ query-gate: { customers: 2 }, search-buy: { purchase-rate-low: 0.9 } }");
  const cut = await show(id);
  assert.equal(cut.facts["decision"], "cut by purchaseRate");
  assert.match(
    String(cut.facts["lastRun"]),
    /^kept in the run of .+; as things are today it would be cut by purchaseRate\. Changed since: mining\.search-buy\.purchase-rate-low from 0\.0025 to 0\.9$/,
  );
  shop.configure("{ query-gate: { customers: 2 } }");
});

test("a setting of observing that changed no day is not told as changed once a run went by it", async () => {
  const id = pairOf("camping", "tent");
  // Whichever of the equal runs is found first, some setting is not that of its last run.
  for (const searches of [97, 96]) {
    shop.configure(`{ query-gate: { customers: 2 }, bots: { searches: ${searches} } }`);
    await shop.run("mine");
    assert.equal((await show(id)).facts["lastRun"], null);
    assert.deepEqual((await shop.use((it) => evaluateMining(it, 1))).run.changedSettings, []);
  }
  shop.configure("{ query-gate: { customers: 2 }, bots: { searches: 95 } }");
  assert.match(String((await show(id)).facts["lastRun"]), /mining\.bots\.searches from 96 to 95$/);
  shop.configure("{ query-gate: { customers: 2 } }");
  assert.equal((await show(id)).facts["lastRun"], null, "what is done for today is of today");
});
