import assert from "node:assert/strict";
import { test } from "node:test";
import { sigmoid } from "../learning/logistic-regression.ts";
import { seededRandom } from "../statistics/random.ts";
import {
  type EntailmentExample,
  entailmentProbability,
  isEnough,
  trainEntailment,
} from "./entailment-model.ts";

/** The first column decides, the second is noise that is often not known, the third is always the same. */
function planted(count: number, seed: number): readonly EntailmentExample[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, place) => {
    const first = 4 * random.next() - 2;
    const noise = random.chance(0.5) ? Number.NaN : random.next();
    return {
      row: Float64Array.of(first, noise, 7),
      target: random.chance(sigmoid(2 * first + 1)) ? 1 : 0,
      group: `type ${place % 20}`,
    };
  });
}

test("what is planted is found, and the probabilities are right about how often they are right", () => {
  const model = trainEntailment(planted(600, 1), 1);
  const fresh = planted(4000, 2).map(({ row, target }) => ({
    target,
    probability: entailmentProbability(model, row),
  }));
  for (const [low, high] of [
    [0, 0.3],
    [0.3, 0.7],
    [0.7, 1],
  ] as const) {
    const within = fresh.filter(({ probability }) => probability >= low && probability < high);
    const mean = (of: (one: (typeof fresh)[number]) => number): number =>
      within.reduce((sum, one) => sum + of(one), 0) / within.length;
    const [said, seen] = [mean(({ probability }) => probability), mean(({ target }) => target)];
    assert.ok(within.length > 300 && Math.abs(said - seen) < 0.06, `${said} and ${seen}`);
  }
});

test("of noise alone the strongest penalty is taken, and the probability stays near the base rate", () => {
  const random = seededRandom(3);
  const noise = planted(300, 3).map((example) => ({
    ...example,
    row: Float64Array.of(random.next(), random.next()),
    target: random.chance(0.9) ? 1 : 0,
  }));
  const model = trainEntailment(noise, 1);
  assert.equal(model.penalty, 100);
  for (const { row } of noise) {
    assert.ok(Math.abs(entailmentProbability(model, row) - 0.9) < 0.05);
  }
});

test("the same examples give the same model, to the last bit", () => {
  assert.deepEqual(trainEntailment(planted(200, 4), 1), trainEntailment(planted(200, 4), 1));
});

test("fewer than fifty, or one answer alone, are not enough", () => {
  const answers = (yes: number, no: number) => [
    ...(Array<number>).from({ length: yes }, () => 1),
    ...(Array<number>).from({ length: no }, () => 0),
  ];
  assert.deepEqual([answers(40, 9), answers(40, 10), answers(60, 0), []].map(isEnough), [
    false,
    true,
    false,
    false,
  ]);
});
