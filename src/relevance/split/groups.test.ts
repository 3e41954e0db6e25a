import assert from "node:assert/strict";
import { test } from "node:test";
import { productGroups } from "./groups.ts";

test("one product is one sku of a site, or one title, over any number of judgements", () => {
  const groups = productGroups([
    { site: "us", sku: "B1", title: "Mug" },
    { site: "us", sku: "B1", title: null },
    { site: "us", sku: "B2", title: "MUG" },
    { site: "us", sku: null, title: "mug " },
    { site: "es", sku: "B1", title: "Taza" },
    { site: "us", sku: null, title: "Cup" },
  ]);
  const [first, ...others] = groups;
  assert.deepEqual(
    others.map((group) => group === first),
    [true, true, true, false, false],
  );
  assert.notEqual(groups[4], groups[5]);
});
