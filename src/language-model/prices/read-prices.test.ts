import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readPrices } from "./read-prices.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-prices-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "prices.yaml");
const read = (text: string) => {
  writeFileSync(file, text);
  return readPrices(file);
};
const group = (models: string, asOf = "2026-01-02") =>
  `- { source: "https://a.example", as-of: ${asOf}, models: ${models} }\n`;

test("a file gives a price by the model's name, with its page and day", async () => {
  const prices = await read(group("{ wren: { input: 0.1, output: 2 } }"));
  assert.deepEqual(prices.get("wren"), {
    input: 0.1,
    output: 2,
    asOf: "2026-01-02",
    source: "https://a.example",
  });
});

test("what is wrong with a file is told with its place", async () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    [group("{ wren: { input: 0.1 } }"), /prices\.yaml: \[0\]\.models\.wren\.output: is missing/],
    [group("{ wren: { input: -1, output: 2 } }"), /models\.wren\.input/],
    [group("{ wren: { input: .inf, output: 2 } }"), /models\.wren\.input/],
    [group("{}", "last week"), /as-of/],
    [group("{}", "2026-01-02, batch: 2"), /batch/],
    [group("{ wren: { input: 1, output: 2 } }").repeat(2), /wren is there twice/],
    ["prices: 1", /prices\.yaml/],
    ["- [", /prices\.yaml/],
  ];
  for (const [text, message] of wrong) {
    await assert.rejects(read(text), { code: "PRICES_INVALID", message, exitCode: 2 });
  }
  await assert.rejects(readPrices(join(folder, "gone.yaml")), { code: "PRICES_INVALID" });
});
