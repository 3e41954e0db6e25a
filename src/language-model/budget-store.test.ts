import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openBudgetStore } from "./budget-store.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-budget-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const newFile = () => join(folder, `${count++}.db`);

const caps = { maxCost: 5, maxCalls: null, maxMinutes: null };
const terms = { until: "graph", said: { maxCost: 5 }, caps };

test("an account begins with nothing; the one before is closed", () => {
  const store = openBudgetStore(newFile());
  assert.equal(store.latest(), undefined);
  const first = store.open(terms);
  assert.deepEqual(first, {
    id: 1,
    isOpen: true,
    ...terms,
    cost: 0,
    presumedCost: 0,
    calls: 0,
    presumedCalls: 0,
    milliseconds: 0,
    reservedCost: 0,
    reservedCalls: 0,
  });
  const second = store.open({ ...terms, said: {} });
  assert.deepEqual([store.latest()?.id, store.latest()?.said], [second.id, {}]);
  store.change(second.id, { ...terms, until: "mine" });
  store.close(second.id);
  assert.deepEqual([store.latest()?.until, store.latest()?.isOpen], ["mine", false]);
  store.closeFile();
});

test("an answer counts what it cost, a refusal nothing, and what is presumed all", async () => {
  const store = openBudgetStore(newFile());
  const account = store.open(terms).id;
  const reserve = () => store.reserve({ account, call: "call_1", reservedAt: 7, cost: 100 });
  const [one, two, three] = await Promise.all([reserve(), reserve(), reserve()]);
  assert.deepEqual([store.latest()?.reservedCost, store.latest()?.reservedCalls], [300, 3]);
  assert.deepEqual({ ...store.reservations()[0] }, one);
  store.settle(one, { kind: "answered", cost: 30 }, 1000);
  store.settle(two, { kind: "refused" }, 2000);
  store.settle(three, { kind: "presumed" });
  const { cost, presumedCost, calls, presumedCalls, milliseconds, reservedCalls } =
    store.latest() ?? {};
  assert.deepEqual([cost, presumedCost, calls, presumedCalls], [130, 100, 2, 1]);
  assert.deepEqual([milliseconds, reservedCalls], [2000, 0]);
  store.closeFile();
});

test("what is reserved is on disk when the promise resolves, for whoever opens the file then", async () => {
  const file = newFile();
  const store = openBudgetStore(file);
  const account = store.open(terms).id;
  const row = await store.reserve({ account, call: "call_1", reservedAt: 7, cost: 100 });
  const other = openBudgetStore(file);
  assert.deepEqual(
    other.reservations().map((one) => ({ ...one })),
    [row],
  );
  store.settle(row, { kind: "answered", cost: 30 });
  store.closeFile();
  assert.deepEqual([other.latest()?.cost, other.latest()?.reservedCalls], [30, 0]);
  other.closeFile();
});
