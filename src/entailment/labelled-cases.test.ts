import assert from "node:assert/strict";
import { test } from "node:test";
import { entailmentLabel } from "./entailment-for-tests.ts";
import { labelledCases } from "./labelled-cases.ts";

test("answers about one claim at one head are one case, with the share of yes", async () => {
  const answers = ["yes", "no", "yes", "not-sure"] as const;
  const cases = await labelledCases(
    answers.map((plausible, place) =>
      entailmentLabel({ annotator: `${place}`, answers: { plausible } }),
    ),
  );
  assert.equal(cases.length, 1);
  assert.equal(cases[0]?.target, 2 / 3);
  assert.equal(cases[0]?.group, "tent");
  assert.deepEqual(cases[0]?.head, { kind: "product", words: "Sturdy shelter", share: null });
});

test("only claims about products and queries are cases, on a side, with an answer", async () => {
  const cases = await labelledCases([
    entailmentLabel({ subject: "searchBuy", query: "camping" }),
    entailmentLabel({ subject: "productType", productB: null, titleB: null }),
    entailmentLabel({ split: null, tail: "one" }),
    entailmentLabel({ split: "none", tail: "two" }),
    entailmentLabel({ answers: { plausible: "not-sure" }, tail: "three" }),
    entailmentLabel({ answers: { typical: "yes" }, tail: "four" }),
    entailmentLabel({ productB: "shop/new", titleB: null }),
  ]);
  assert.deepEqual(cases, []);
});

test("a query's case is about the type that is meant, with what was known where it was drawn", async () => {
  const [only] = await labelledCases([
    entailmentLabel({
      ...{ subject: "query", query: "rain shelter", productB: null, titleB: null, split: "test" },
      measures: { plausibility: 0.8, typicality: 0.4, share: 0.5 },
    }),
  ]);
  assert.deepEqual(only?.head, { kind: "query", words: "rain shelter", share: 0.5 });
  assert.deepEqual(only?.claim, {
    ...{ tail: "sleeping outdoors", sentence: "People use it for sleeping outdoors." },
    ...{ plausibility: 0.8, typicality: 0.4 },
  });
  assert.equal(only?.type.name, "tent");
  assert.equal(only?.split, "test");
});

test("a type's titles are those of its labels, of the same data, twelve at most", async () => {
  const shown = Array.from({ length: 20 }, (_, place) => `Tent ${String(place).padStart(2, "0")}`);
  const labels = [
    entailmentLabel({ subject: "productType", productB: null, titleB: null, titles: shown }),
    entailmentLabel({ titleB: "A tent" }),
    entailmentLabel({ data: "another shop", titleB: "Another tent", productB: "shop/other" }),
  ];
  const cases = await labelledCases(labels);
  const titlesAt = (words: string) => cases.find(({ head }) => head.words === words)?.type.titles;
  assert.deepEqual(titlesAt("A tent"), ["A tent", ...shown.slice(0, 11)]);
  assert.deepEqual(titlesAt("Another tent"), ["Another tent"]);
  assert.deepEqual(await labelledCases(labels.toReversed()), cases, "in whatever order they come");
});
