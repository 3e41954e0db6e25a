import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId, queryId } from "../../domain/ids.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";
import { showId } from "./show-id.ts";
import type { Shown } from "./shown.ts";

const shop = workspaceForTests("why-no-pairs");
const gate = (customers: number): void =>
  shop.configure(`{ query-gate: { customers: ${customers} } }`);
const [time, later] = ["2026-01-05T10:00:00Z", "2026-01-05T10:01:00Z"];

gate(1);
await shop.importRows(
  "products",
  ["tent", "lamp", "vase", "mat"].map((sku) => ({ sku, title: `${sku} of canvas` })),
);
await shop.importRows("events", [
  { kind: "search", session: "a", query: "camping", time },
  { kind: "click", session: "a", product: "tent", time },
  { kind: "purchase", session: "a", product: "tent", time: later },
  { kind: "search", session: "b", query: "light", time },
  { kind: "purchase", session: "b", product: "lamp", time: later },
  { kind: "search", session: "c", query: "dark", time },
  { kind: "purchase", session: "d", product: "mat", time },
]);
await shop.run("mine");

const show = (id: string): Promise<Shown> =>
  shop.use((workspace) => showId(workspace, id, silently));
const cutOf = ({ sections }: Shown) => sections.find(({ title }) => title === "Cut pairs");
const lightAndLamp = pairId("searchBuy", queryId("default", "en-US", "light"), "default/lamp");

test("a query and a product whose pairs were all cut say by which rule, and which pairs", async () => {
  for (const [name, partner] of [
    ["light", "lamp of canvas"],
    ["lamp", "light"],
  ] as const) {
    const shown = await show(name);
    assert.equal(shown.facts["withoutPair"], "all pairs cut, most by clickRate");
    assert.equal(
      shown.facts["next"],
      `\`cosmo show ${lightAndLamp}\` tells what each rule says of the strongest. clickRate goes by mining.search-buy.click-rate-low.`,
    );
    const row = { pair: lightAndLamp, behaviour: "searchBuy", with: partner, count: 1 };
    assert.deepEqual(cutOf(shown)?.rows, [{ ...row, decision: "cut by clickRate" }]);
  }
  assert.equal((await show(lightAndLamp)).facts["decision"], "cut by clickRate");
});

test("without any pair the reason is that of the report, with what to do", async () => {
  const told = async (name: string) => {
    const shown = await show(name);
    assert.equal(cutOf(shown), undefined);
    return [shown.facts["withoutPair"], String(shown.facts["next"])] as const;
  };
  const [nothing, windows] = await told("dark");
  assert.equal(nothing, "nothing bought after it");
  assert.match(windows, /mining\.search-buy\.within-minutes, within-clicks/);
  const [unseen, look] = await told("vase");
  assert.equal(unseen, "never in the log");
  assert.match(look, /cosmo status/);
  assert.equal((await told("mat"))[0], "bought alone, after no search");
});

test("a query with pairs says how to see one", async () => {
  const { facts } = await show("camping");
  const pair = pairId("searchBuy", queryId("default", "en-US", "camping"), "default/tent");
  assert.equal(facts["withoutPair"], undefined);
  assert.equal(facts["next"], `\`cosmo show ${pair}\` tells what each rule says of the first.`);
});

test("of pairs whose query the gate stops their number alone is told", async () => {
  gate(2);
  const shown = await show("lamp");
  assert.equal(
    shown.facts["withoutPair"],
    "all pairs cut, most by fewCustomers; 1 pair with queries that stay here",
  );
  assert.equal(cutOf(shown), undefined);
  assert.doesNotMatch(JSON.stringify(shown), /light|pair_/);
  gate(1);
});
