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
  assert.equal(row("behaviour/searchBuy")?.yes.plausible?.mean, 1 / 2);
  assert.equal(row("behaviour/coBuy")?.yes.plausible?.mean, 0);
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
  const plausible = agreement.find(({ question }) => question === "plausible");
  assert.equal(plausible?.claims, 3);
  assert.equal(plausible?.same?.mean, 2 / 3);
  // Six answers, three of each: expected disagreement 2 · 3 · 3 / 5, observed 2.
  assert.equal(plausible?.alpha?.toFixed(4), (1 - 2 / (18 / 5)).toFixed(4));
  assert.deepEqual(
    agreement.map(({ question }) => question),
    ["plausible"],
  );
});
