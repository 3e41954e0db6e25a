import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { classCounts, macroF1, microF1 } from "../../statistics/class-scores.ts";
import { fiveSeeds, madeRow, madeSet } from "./relevance-for-tests.ts";
import { type RelevanceRow, sameForEverySeed } from "./relevance-row.ts";
import { reportRow } from "./report-row.ts";

const set = madeSet(60);
const row = madeRow(set, "lexical", () => 0.6);
const options = { seed: 7, draws: 300 };
const labels = set.judgements.map(({ label }) => label);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const near = (found: number | undefined, wanted: number): void =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) < 1e-12, `${found}, not ${wanted}`);

test("figures are means over the runs, within their intervals", () => {
  const found = reportRow(set, row, options);
  const counts = row.runs.map(({ predicted }) => classCounts(4, labels, predicted));
  near(found.macroF1?.mean, mean(counts.map(macroF1)));
  near(found.microF1?.mean, mean(counts.map(microF1)));
  assert.deepEqual(found.seeds, fiveSeeds);
  for (const figure of [found.macroF1, found.microF1, found.ndcg, found.perClass["Exact"]?.f1]) {
    const [low, high] = figure?.interval ?? [1, 0];
    assert.ok(low < (figure?.mean ?? 0) && (figure?.mean ?? 0) < high && high <= 1);
  }
  near(
    found.perClass["Substitute"]?.recall?.mean,
    mean(
      counts.map((own) => {
        const { hits, truth } = own[1] ?? { hits: 0, truth: 0 };
        return hits / truth;
      }),
    ),
  );
  assert.equal(found.perClass["Exact"]?.truth, labels.filter((label) => label === 0).length);
});

test("the order of judgements changes nothing", () => {
  const order = [...set.judgements.keys()].toReversed();
  const pick = <Item>(items: ArrayLike<Item>) => order.map((place) => items[place] as Item);
  const turned: RelevanceRow = {
    id: row.id,
    runs: row.runs.map(({ seed, predicted, scores = [] }) => ({
      seed,
      predicted: pick(predicted),
      scores: pick(scores),
    })),
  };
  const found = reportRow({ ...set, judgements: pick(set.judgements) }, turned, options);
  const wanted = reportRow(set, row, options);
  assert.deepEqual(found.macroF1, wanted.macroF1);
  assert.deepEqual(found.perClass, wanted.perClass);
  near(found.ndcg?.mean, wanted.ndcg?.mean ?? 0);
});

test("a row that knows everything has 1 everywhere, and one without scores no nDCG", () => {
  const perfect = madeRow(set, "oracle", () => 2);
  const { macroF1: macro, ndcg, ndcgAt10 } = reportRow(set, perfect, options);
  for (const figure of [macro, ndcg, ndcgAt10]) {
    near(figure?.mean, 1);
    near(figure?.interval[0], 1);
  }
  const silent = sameForEverySeed("majority", fiveSeeds, { predicted: labels.map(() => 0) });
  assert.equal(reportRow(set, silent, options).ndcg, null);
});

test("nDCG at 10 sees ten places of a query, and leaves out queries without a gain", () => {
  const ranked = [...Array(12).keys()].map((place) => ({
    id: `judgement ${place}`,
    query: "tent",
    group: "tent",
    product: `product ${place}`,
    label: place === 11 ? 0 : 3,
    gain: place === 11 ? 1 : 0,
  }));
  const idle = ranked.map((one) => ({ ...one, query: "stove", group: "stove", gain: 0 }));
  const judgements = [...ranked, ...idle];
  const last = sameForEverySeed("last", fiveSeeds, {
    predicted: judgements.map(() => 0),
    scores: judgements.map((_one, place) => -place),
  });
  const found = reportRow({ ...set, judgements }, last, options);
  near(found.ndcg?.mean, 1 / Math.log2(13));
  near(found.ndcgAt10?.mean, 0);
});

test("a row that does not fit the judgements is an error that says where", () => {
  const [run] = row.runs;
  assert.ok(run !== undefined);
  const faults: readonly [RelevanceRow["runs"], RegExp][] = [
    [[], /has no run/],
    [[run, run], /a seed twice/],
    [[{ seed: 4, predicted: [0] }], /1 predictions of 240 judgements under seed 4/],
    [[{ ...run, predicted: labels.map(() => 9) }], /predicts class 9 under seed 1, of 4 classes/],
    [[{ ...run, scores: [1] }], /1 scores of 240/],
    [[{ ...run, scores: labels.map(() => Number.NaN) }], /the score NaN/],
  ];
  for (const [runs, message] of faults) {
    assert.throws(
      () => reportRow(set, { id: "odd", runs }, options),
      (error) => error instanceof CosmoError && message.test(error.message),
    );
  }
});
