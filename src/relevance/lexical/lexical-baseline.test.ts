import assert from "node:assert/strict";
import { test } from "node:test";
import { predictBoosted } from "../../learning/boosted-trees.ts";
import { fitBoostedTrees } from "../../learning/fit-boosted-trees.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { JudgedWords } from "./judged-words.ts";
import { fitLexicalBaseline, type LexicalBaselineOptions } from "./lexical-baseline.ts";
import { fitLexicalFeatures } from "./lexical-features.ts";

const things = "tent coat ladder mug drill shelf rug lamp".split(" ");
const makers = "acme ridge nord volt".split(" ");

interface LexicalExample extends JudgedWords {
  readonly label: number;
  readonly group: string;
}

/** Class 0: the thing that was asked for; 1: of another maker; 2: another thing. */
function examplesOf(count: number, seed: number): readonly LexicalExample[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const [thing, maker] = [random.pick(things), random.pick(makers)];
    const label = at % 3;
    const sold = label === 2 ? random.pick(things.filter((one) => one !== thing)) : thing;
    const brand = label === 1 ? random.pick(makers.filter((one) => one !== maker)) : maker;
    return {
      query: `${maker} ${thing}`,
      title: `${brand} ${sold}, new`,
      description: null,
      bullets: null,
      brand,
      colour: null,
      label,
      group: `${maker} ${thing}`,
    };
  });
}

const options: LexicalBaselineOptions = {
  classes: 3,
  seed: 1,
  fit: async (...task) => fitBoostedTrees(...task),
  tried: [{ rounds: 60, learningRate: 0.2, mostLeaves: 6 }],
};

test("settings that were chosen before are taken, and learnt with under the seed that is asked for", async () => {
  const training = examplesOf(200, 5);
  const { rowOf } = fitLexicalFeatures(training);
  const examples = {
    rows: training.map(rowOf),
    targets: training.map(({ label }) => label),
    groups: training.map(({ group }) => group),
  };
  const seeds: number[] = [];
  const fit: LexicalBaselineOptions["fit"] = async (...task) => {
    seeds.push(task[1].seed);
    return fitBoostedTrees(...task);
  };
  const chosen = { classes: 3, seed: 1, rounds: 5, learningRate: 0.2, mostLeaves: 4 };
  const { settings } = await fitLexicalBaseline(examples, { ...options, fit, seed: 2, chosen });
  assert.deepEqual([settings, seeds], [chosen, [2]]);
});

test("it learns by words what fits, and tells it of queries not seen", async () => {
  const all = examplesOf(400, 5);
  const training = all.filter(({ query }) => !query.includes("lamp"));
  const { rowOf } = fitLexicalFeatures(training);
  const rows = training.map(rowOf);
  const [targets, groups] = [
    training.map(({ label }) => label),
    training.map(({ group }) => group),
  ];
  const { model } = await fitLexicalBaseline({ rows, targets, groups }, options);
  const held = all.filter(({ query }) => query.includes("lamp"));
  const right = held.filter((example) => {
    const probabilities = predictBoosted(model, rowOf(example));
    return probabilities.indexOf(Math.max(...probabilities)) === example.label;
  });
  assert.ok(held.length > 20 && right.length > 0.9 * held.length, `${right.length}`);
});
