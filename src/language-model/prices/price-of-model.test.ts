import assert from "node:assert/strict";
import { test } from "node:test";
import { batchFactorOf, freeModelPrice, inBatches, priceOfModel } from "./price-of-model.ts";
import { readPrices } from "./read-prices.ts";

const listed = (input: number, asOf: string) => ({ input, output: 2 * input, asOf, source: "" });
const own = new Map([["own", listed(7, "2026-01-02")]]);
const shipped = new Map([
  ["own", listed(1, "2025-01-01")],
  ["lark", listed(2, "2025-01-01")],
  ["lark-2024-05-13", listed(3, "2025-01-01")],
]);
const priceOf = (model: string, baseUrl = "https://models.example/v1", price?: typeof free) =>
  priceOfModel({ model, baseUrl, wantsKey: false, price }, [own, shipped]);
const free = { input: 0, output: 0 };

test("the setting goes before the person's file, and that before what comes with cosmo", () => {
  const set = { input: 0.5, output: 4 };
  assert.deepEqual(priceOf("own", undefined, set), { ...set, asOf: null });
  assert.deepEqual(priceOf("own"), { input: 7, output: 14, asOf: "2026-01-02" });
  assert.deepEqual(priceOf("lark"), { input: 2, output: 4, asOf: "2025-01-01" });
});

test("a dated name is looked for as it is, then without its date", () => {
  assert.equal(priceOf("lark-2024-05-13")?.input, 3);
  assert.equal(priceOf("lark-2024-08-06")?.input, 2);
  assert.equal(priceOf("lark-20240806")?.input, 2);
  assert.equal(priceOf("lark@20240806")?.input, 2);
  // Four digits are a month or a version: another one had another price before.
  assert.equal(priceOf("lark-2411"), undefined);
  assert.equal(priceOf("lark-mini"), undefined);
});

test("a call in a batch job costs the part of the price that the list of the price says", () => {
  const lists = [own, new Map([["lark", { ...listed(2, "2025-01-01"), batch: 0.25 }]])];
  assert.deepEqual(
    ["lark", "lark-2024-05-13", "own", "wren"].map((model) => batchFactorOf(model, lists)),
    [0.25, 0.25, 1, 1],
  );
  const price = { input: 2, output: 4, asOf: "2025-01-01" };
  assert.deepEqual(inBatches(price, 0.25), { ...price, input: 0.5, output: 1 });
});

test("without a price a server on this machine costs nothing, and what another costs nobody knows", () => {
  for (const host of ["127.0.0.1:8080", "localhost", "[::1]:80", "127.9.9.9"]) {
    assert.equal(priceOf("wren", `http://${host}/v1`), freeModelPrice);
  }
  for (const host of ["10.0.0.7", "localhost.example", "[::2]"]) {
    assert.equal(priceOf("wren", `http://${host}/v1`), undefined);
  }
  const wren = { model: "wren", baseUrl: "http://localhost:4000/v1", price: undefined };
  assert.equal(priceOfModel({ ...wren, wantsKey: true }, [own, shipped]), undefined);
  // Behind a gateway on this machine may be the provider.
  assert.equal(priceOf("lark", "http://localhost:4000/v1")?.input, 2);
});

test("the prices that come with cosmo are read, each with a page and a day", async () => {
  const prices = await readPrices();
  assert.deepEqual(
    priceOfModel(
      { model: "gpt-4o-mini-2024-07-18", baseUrl: "", wantsKey: true, price: undefined },
      [prices],
    ),
    {
      input: 0.15,
      output: 0.6,
      asOf: "2025-08-07",
    },
  );
  assert.deepEqual(
    ["gpt-4o-mini-2024-07-18", "claude-opus-4"].map((model) => batchFactorOf(model, [prices])),
    [0.5, 1],
  );
  for (const [model, { input, output }] of prices) {
    // A price for a thousand tokens where one for a million belongs would be seen here.
    assert(input >= 0.01 && input <= output && output <= 100, model);
  }
});
