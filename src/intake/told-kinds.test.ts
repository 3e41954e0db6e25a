import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { kindReader, parseKinds } from "./told-kinds.ts";

const folder = testFolder();

test("a word means what --kind says of it, in any writing, and else what we know", () => {
  const kindOf = kindReader(parseKinds(["order_placed=purchase", "view=impression", "a=b=buy"]));
  assert.equal(kindOf("Order Placed"), "purchase");
  assert.equal(kindOf("view"), "impression");
  assert.equal(kindOf("a=b"), "purchase");
  assert.equal(kindOf("add_to_cart"), "cart");
  assert.equal(kindOf("teleport"), undefined);
});

test("half a pair, a kind that is none and a word with two meanings are refused", () => {
  for (const pairs of [["order"], ["=purchase"], ["order=wish"], ["a=click", "A=cart"]]) {
    assert.throws(() => parseKinds(pairs), { code: "KIND_MALFORMED", exitCode: 2 });
  }
});

test("a log in its own words comes in whole with --kind", async () => {
  const path = folder.write(
    "own.csv",
    "time,session,kind,query,sku\n2024-01-01,s,SEARCH_EXECUTED,tea,\n2024-01-01,s,order_placed,,a\n",
  );
  const kinds = parseKinds(["search_executed=search", "order_placed=purchase"]);
  const { rows, rejects } = await readAll(readEvents, [path], { kinds });
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ["search", "purchase"],
  );
});

test("--kind is refused where kinds are fixed", async () => {
  const path = folder.write("ubi.ndjson", "{}\n");
  const kinds = parseKinds(["order_placed=purchase"]);
  const { error } = await readAll(readEvents, [path], { kinds, format: "ubi" });
  assert.equal(error?.code, "KIND_UNUSED");
});

test("rows of a word that is said to be none are left out and counted, no rejects", async () => {
  const lines = ["placed,a", "begin_checkout,a", "Begin Checkout,b", "storniert,"];
  const path = folder.write(
    "none.csv",
    `session,time,kind,sku\n${lines.map((line) => `s,2024-01-01,${line}`).join("\n")}\n`,
  );
  const kinds = parseKinds(["placed=purchase", "begin_checkout=none", "storniert=none"]);
  const { rows, rejects, notices } = await readAll(readEvents, [path], { kinds });
  assert.deepEqual(
    rows.map(({ kind, product }) => [kind, product]),
    [["purchase", "a"]],
  );
  assert.deepEqual(rejects, []);
  const told = notices.find(({ code }) => code === "KINDS_LEFT_OUT")?.message;
  assert.equal(
    told,
    "Left out, as --kind says, are 3 rows: Begin Checkout 1, begin_checkout 1, storniert 1.",
  );
});
