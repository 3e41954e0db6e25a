import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readTypeRules } from "./read-type-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-types-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

function fileOf(text: string): string {
  files += 1;
  const file = join(folder, `types-${files}.csv`);
  writeFileSync(file, text);
  return file;
}

const rejected = (file: string, message: RegExp) =>
  assert.rejects(readTypeRules(file), { code: "PRODUCT_TYPES_INVALID", exitCode: 2, message });

test("columns that are not used may be left out, lines count from the header", async () => {
  const { rules } = await readTypeRules(fileOf("sku;type\nA-1;tent\n\nA-2;lamp\n"));
  assert.deepEqual(
    rules.map(({ line, by, value, type }) => [line, by, value, type]),
    [
      [2, "sku", "A-1", "tent"],
      [4, "sku", "A-2", "lamp"],
    ],
  );
});

test("the same lines have one identity, others another; no file is one too", async () => {
  const ids = await Promise.all(
    ["sku,type\nA,tent\n", "sku,type\nA,tent\n", "sku,type\nA,lamp\n"].map(
      async (text) => (await readTypeRules(fileOf(text))).id,
    ),
  );
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[0], ids[2]);
  assert.deepEqual((await readTypeRules(null)).rules, []);
});

test("an unknown column, no column of types, two types for one sku, an open quote and no file are told", async () => {
  await rejected(fileOf("sku,kind\nA,tent\n"), /line 1: there is no column kind/);
  await rejected(fileOf("sku\nA\n"), /line 1: the column type is missing/);
  await rejected(
    fileOf("sku,type\nA,tent\nB,x\nA,lamp\n"),
    /line 4: the sku A has a type already, in line 2/,
  );
  await rejected(fileOf('sku,type\nA,"tent\n'), /line 2/);
  await rejected(fileOf(""), /it can't be read/);
  await rejected(join(folder, "gone.csv"), /gone\.csv: it can't be read/);
});
