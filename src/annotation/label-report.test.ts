import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Label } from "./label.ts";
import { labelReport } from "./label-report.ts";

const label = (details: Partial<Label> & { readonly plausible?: Answer }): Label => {
  const { plausible = "yes", ...rest } = details;
  return {
    data: "sample-shop",
    head: { behaviour: "searchBuy", query: "tent", products: ["shop/a"] },
    relation: "usedFor",
    tail: "camping",
    sentence: "People use it for camping.",
    madeBy: "author",
    annotator: "one",
    annotatorKind: "author",
    answers: { plausible },
    guideline: 1,
    round: 1,
    split: "train",
    shown: "hash",
    ...rest,
  };
};

test("shares are of the first reading, by what labels have in common", () => {
  const coBuy = { behaviour: "coBuy" as const, products: ["shop/a", "shop/b"] };
  const { rows } = labelReport([
    label({ tail: "a" }),
    label({ tail: "b", plausible: "no" }),
    label({ tail: "c", head: coBuy, plausible: "not-sure" }),
    label({ tail: "a", round: 2, annotator: "two", plausible: "no" }),
  ]);
  const row = (id: string) => rows.find((one) => one.id === id);
  assert.equal(row("all")?.labels, 3);
  assert.equal(row("all")?.yes.plausible?.mean, 1 / 3);
  assert.equal(row("subject/searchBuy")?.yes.plausible?.mean, 1 / 2);
  assert.equal(row("subject/coBuy")?.yes.plausible?.mean, 0);
  assert.equal(row("all")?.yes.typical, undefined, "nobody was asked");
});

test("agreement is over claims that were read twice, whoever read them", () => {
  const both = (tail: string, first: Answer, second: Answer): readonly Label[] => [
    label({ tail, plausible: first }),
    label({ tail, plausible: second, round: 2, annotator: "two" }),
  ];
  const { agreement } = labelReport([
    ...both("a", "yes", "yes"),
    ...both("b", "no", "no"),
    ...both("c", "yes", "no"),
    label({ tail: "read once" }),
  ]);
  const plausible = agreement.find(({ id }) => id === "all");
  assert.equal(plausible?.claims, 3);
  assert.equal(plausible?.same?.mean, 2 / 3);
  // Six answers, three of each: expected disagreement 2 · 3 · 3 / 5, observed 2.
  assert.equal(plausible?.alpha?.toFixed(4), (1 - 2 / (18 / 5)).toFixed(4));
  assert.deepEqual(
    agreement.map(({ id, question }) => [id, question]),
    [
      ["all", "plausible"],
      ["subject/searchBuy", "plausible"],
    ],
  );
});

test("agreement is told of each subject too: what holds of a type is another question than where", () => {
  const type = { type: "tent", titles: ["Dome"] };
  const product = { type: "tent", product: "shop/a" };
  const { agreement } = labelReport([
    label({ head: type }),
    label({ head: { ...type, titles: ["Bell"] }, round: 2, annotator: "two" }),
    label({ head: product }),
    label({ head: product, round: 2, annotator: "two", plausible: "no" }),
  ]);
  assert.deepEqual(
    agreement.map(({ id, claims, same }) => [id, claims, same?.mean]),
    [
      ["all", 2, 1 / 2],
      ["subject/product", 1, 0],
      ["subject/productType", 1, 1],
    ],
  );
});

test("claims about types, products and queries are groups of their own, and heads are counted once", () => {
  const { rows } = labelReport([
    label({ head: { type: "tent", titles: ["Dome"] } }),
    label({ head: { type: "Tent", titles: ["Bell"] }, tail: "festivals", plausible: "no" }),
    label({ head: { type: "tent", product: "shop/a" } }),
    label({ head: { type: "tent", query: "dome tent" }, plausible: "no" }),
  ]);
  const found = rows.filter(({ id }) => id.startsWith("subject/"));
  assert.deepEqual(
    found.map(({ id, labels, heads, yes }) => [id, labels, heads, yes.plausible?.mean]),
    [
      ["subject/product", 1, 1, 1],
      ["subject/productType", 2, 1, 1 / 2],
      ["subject/query", 1, 1, 0],
    ],
  );
});
