import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../../artifact/store-for-tests.ts";
import { behaviourCall, listCall } from "../../domain/ids.ts";
import { candidates } from "../../domain/tables/candidates.ts";
import type { Workspace } from "../workspace.ts";
import { lookupIn } from "./lookup.ts";
import { toldPurchases } from "./told-purchases.ts";

const place = await openStorePlace();
const call = behaviourCall("usedWith");
const candidate = (head: string, at: number, tail: string) => ({
  ...{ call, place: at, scope: "product-type" as const, head, relation: "usedWith" },
  ...{ prompt: "behaviour", rawText: `${tail} (bought together 6 times, …)`, tail },
});

const store = openNewStore(place);
const rows = [
  candidate("type_a", 1, "dog food"),
  candidate("type_a", 2, "dog leash"),
  candidate("type_a", 3, "nose  rings, size no. 3. Silver"),
  candidate("type_b", 1, "tea"),
];
const datasets = { candidates: await datasetOfRows(store, candidates, rows) };
const lookup = lookupIn({ sql: place.sql, store } as unknown as Workspace, datasets, []);

test("what purchases say of a type is told with its counts; what a list or model says is not theirs", async () => {
  const claim = { head: "type_a", calls: [call], tail: "dog leash" };
  assert.equal(await toldPurchases(lookup, claim), "dog leash (bought together 6 times, …)");
  const listed = { ...claim, calls: [listCall("wants", "cause")] };
  assert.equal(await toldPurchases(lookup, listed), null);
  assert.equal(await toldPurchases(lookup, { ...claim, head: "type_gone" }), null);
  assert.equal(await toldPurchases(lookup, undefined), null);
});

test("a tail is found as the claim has it, and where it is not found no other one is told", async () => {
  const claim = { head: "type_a", calls: [call], tail: "nose rings, size no. 3" };
  assert.match(
    (await toldPurchases(lookup, claim)) ?? "",
    /^nose {2}rings, size no. 3. Silver \(bought/,
  );
  assert.equal(await toldPurchases(lookup, { ...claim, tail: "dog bowl" }), null);
});
