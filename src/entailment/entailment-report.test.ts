import assert from "node:assert/strict";
import { test } from "node:test";
import { entailmentLabel, never, qualityLabels, wordEncoder } from "./entailment-for-tests.ts";
import { type EntailmentRater, entailmentReport, type ReportSide } from "./entailment-report.ts";
import { readContradictions } from "./read-contradictions.ts";

const { contradictions } = await readContradictions();

async function report(rows: ReturnType<typeof qualityLabels>) {
  const options = { encoder: wordEncoder(), contradictions, probability: 0.5, seed: 1 };
  const found = await entailmentReport(rows, options, never);
  return (by: EntailmentRater, heads: "product" | "query" | "all", side: ReportSide = "test") => {
    const row = found.find((one) => one.side === side && one.by === by && one.heads === heads);
    assert.ok(row, `${by} of ${heads}`);
    return row;
  };
}

test("what was planted is found on the test side, beside always and the cosine alone", async () => {
  const labels = qualityLabels(["product", "query"], 16);
  const row = await report(labels);
  for (const heads of ["product", "query", "all"] as const) {
    const [entail, always, cosine] = [
      row("entail", heads),
      row("always", heads),
      row("cosine", heads),
    ];
    assert.equal(entail.cases, heads === "all" ? 2 * 8 * 16 : 8 * 16);
    assert.ok((entail.auroc?.mean ?? 0) > 0.8, `${heads}: ${entail.auroc?.mean}`);
    assert.ok((entail.auroc?.interval[0] ?? 0) > 0.6);
    assert.equal(always.auroc?.mean, 0.5);
    assert.equal(always.carried, always.cases);
    assert.equal(always.precision?.mean, always.positives / always.cases);
    assert.equal(always.recall?.mean, 1);
    assert.equal(cosine.carried, entail.carried);
    assert.ok((entail.precision?.mean ?? 0) > (always.precision?.mean ?? 1) + 0.3);
    assert.ok((cosine.auroc?.mean ?? 0) > 0.6);
  }
});

test("the other sides are judged out of fold: by models that did not learn from the case's type", async () => {
  const labels = qualityLabels(["product", "query"], 16);
  const row = await report(labels);
  const teaching = labels.filter(({ split }) => split !== "test");
  const entail = row("entail", "all", "out-of-fold");
  assert.equal(entail.cases, teaching.length);
  assert.ok((entail.auroc?.mean ?? 0) > 0.8, `${entail.auroc?.mean}`);
  // Answers dealt out anew teach nothing: what is known of the own case does not come back.
  const shuffled = teaching.map((label, place) => ({
    ...label,
    answers: { plausible: (place * 7919) % 13 < 6 ? ("yes" as const) : ("no" as const) },
  }));
  const noise = (await report(shuffled))("entail", "all", "out-of-fold");
  assert.ok((noise.auroc?.mean ?? 1) < 0.65, `${noise.auroc?.mean}`);
});

test("what a word contradicts is not carried and comes last", async () => {
  const said = (place: number) =>
    entailmentLabel({
      productB: `shop/${place}`,
      typeB: `type${place}`,
      titleB: place < 3 ? "Cat bed" : "Plush bed",
      tail: "resting dogs",
      answers: { plausible: place < 3 ? "no" : "yes" },
      split: "test",
    });
  const row = (await report(Array.from({ length: 9 }, (_, place) => said(place))))(
    "entail",
    "product",
  );
  assert.equal(row.auroc?.mean, 1);
  assert.equal(row.carried, 6);
  assert.equal(row.precision?.mean, 1);
});

test("of fewer than three types, and of no labels, there are counts and no figures", async () => {
  const two = await report([entailmentLabel({ split: "test" })]);
  assert.deepEqual(two("entail", "product"), {
    ...{ side: "test", by: "entail", heads: "product", cases: 1, positives: 1, auroc: null },
    ...{ carried: 1, precision: null, recall: null },
  });
  assert.equal((await report([]))("always", "all").cases, 0);
});
