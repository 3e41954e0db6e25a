import assert from "node:assert/strict";
import { test } from "node:test";
import { claimOf, type Label, labelRow } from "./label.ts";
import type { LabelHead } from "./label-head.ts";

const label = (head: LabelHead, details: Partial<Label> = {}): Label => ({
  data: "shop",
  head,
  relation: "usedFor",
  tail: "camping",
  sentence: "People use it for camping.",
  madeBy: "author",
  annotator: "one",
  annotatorKind: "author",
  answers: { plausible: "yes" },
  guideline: 1,
  round: 1,
  shown: "hash",
  ...details,
});

const search: LabelHead = { behaviour: "searchBuy", query: "tent", products: ["shop/a"] };
const coBuy: LabelHead = { behaviour: "coBuy", products: ["shop/a", "shop/b"] };

test("what a label of a pair is known by stays as it was, and so does its id", () => {
  assert.equal(
    claimOf(label(search)),
    '["shop","searchBuy","tent",["shop/a"],"usedFor","camping"]',
  );
  assert.equal(
    claimOf(label(coBuy)),
    '["shop","coBuy",null,["shop/a","shop/b"],"usedFor","camping"]',
  );
  assert.deepEqual(
    [search, coBuy].map((head) => labelRow(label(head)).id),
    ["label_34f4c990d51aa5f6865c", "label_c60456c0042f2aedce05"],
  );
});

test("a label of a type is known by the type's name, in whatever letters and with whatever titles", () => {
  const claim = claimOf(label({ type: "tent", titles: ["Dome"] }));
  assert.equal(claimOf(label({ type: "Tent", titles: ["Bell", "Dome"] })), claim);
  const inDomain: LabelHead = { type: "tent", titles: ["Dome"], domain: "Outdoors" };
  assert.equal(claimOf(label(inDomain)), claim);
  assert.equal(labelRow(label(inDomain)).domain, "Outdoors");
  const others: readonly LabelHead[] = [
    { type: "rope", titles: ["Dome"] },
    { type: "tent", product: "shop/a" },
    { type: "tent", product: "shop/b" },
    { type: "tent", query: "dome" },
    { type: "tent", query: "shop/a" },
    { type: "rope", query: "dome" },
  ];
  const claims = [claim, ...others.map((head) => claimOf(label(head)))];
  assert.equal(new Set(claims).size, claims.length);
});

test("a row says what its label is about, and leaves open what a catalogue says", () => {
  const about = (head: LabelHead) => {
    const { subject, query, productA, productB, typeA, typeB, titles, titleB } = labelRow(
      label(head),
    );
    assert.deepEqual([typeA, titleB], [null, null]);
    return { subject, query, productA, productB, typeB, titles };
  };
  const nothing = { query: null, productA: null, productB: null, typeB: null, titles: [] };
  assert.deepEqual(about(search), {
    ...nothing,
    ...{ subject: "searchBuy", query: "tent", productB: "shop/a" },
  });
  assert.deepEqual(about(coBuy), {
    ...nothing,
    ...{ subject: "coBuy", productA: "shop/a", productB: "shop/b" },
  });
  assert.deepEqual(about({ type: "Tent", titles: ["Dome", "Bell"] }), {
    ...nothing,
    ...{ subject: "productType", typeB: "Tent", titles: ["Dome", "Bell"] },
  });
  assert.deepEqual(about({ type: "tent", product: "shop/a" }), {
    ...nothing,
    ...{ subject: "product", productB: "shop/a", typeB: "tent" },
  });
  assert.deepEqual(about({ type: "tent", query: "dome" }), {
    ...nothing,
    ...{ subject: "query", query: "dome", typeB: "tent" },
  });
});
