import assert from "node:assert/strict";
import { test } from "node:test";
import { sigmoid } from "../learning/logistic-regression.ts";
import { auroc } from "../statistics/auroc.ts";
import { rankingOf } from "../statistics/ranking.ts";
import { plantedExamples, plantedSet, probabilityOf } from "./critic-for-tests.ts";
import { type CriticModel, type CriticQuestion, criticQuestions } from "./critic-model.ts";
import { type TrainingExample, trainCritic } from "./train-critic.ts";

const set = plantedSet();
const model = trainCritic(set);
/** Of other types than those learnt from. */
const others = plantedExamples(40, 9);

const aurocOf = (
  critic: CriticModel,
  question: CriticQuestion,
  examples: readonly TrainingExample[],
  answered = question,
): number =>
  auroc(
    rankingOf(
      examples.map(({ row, targets }) => ({
        score: probabilityOf(critic, question, row),
        positive: targets[answered] === 1,
      })),
    ),
  );

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test("what decides among the examples is learnt, and holds of other types", () => {
  for (const question of criticQuestions) {
    // Whoever knows the rule itself gets 0.92 of examples that are drawn by it.
    const found = aurocOf(model, question, others);
    assert.ok(found > 0.87, `${question}: ${found}`);
  }
});

test("plausible and typical are two questions: what answers one says nothing of the other", () => {
  const crossed = aurocOf(model, "typical", others, "plausible");
  assert.ok(Math.abs(crossed - 0.5) < 0.1, `${crossed}`);
  const [first = 0, second = 0] = model.questions.plausible.model.weights;
  assert.ok(first > 5 * Math.abs(second), `${first} and ${second}`);
  const [ofFirst = 0, ofSecond = 0] = model.questions.typical.model.weights;
  assert.ok(ofSecond > 5 * Math.abs(ofFirst), `${ofFirst} and ${ofSecond}`);
});

test("the same set gives the same numbers to the last bit; another seed other folds", () => {
  assert.deepEqual(trainCritic(plantedSet()), model);
  assert.notDeepEqual(trainCritic({ ...set, seed: 2 }).folds, model.folds);
});

test("an example without an answer to a question teaches the other one alone", () => {
  const unanswered = set.train.map((example, place) =>
    place % 2 === 0
      ? { ...example, targets: { ...example.targets, typical: null } }
      : { ...example, targets: { ...example.targets } },
  );
  const taught = trainCritic({ ...set, train: unanswered });
  assert.deepEqual(taught.questions.plausible, model.questions.plausible);
  assert.notDeepEqual(taught.questions.typical.model, model.questions.typical.model);
});

test("columns are brought to mean 0 and deviation 1 by what is known of the training side", () => {
  const rows = set.train.map(({ row }) => row);
  for (const at of [0, 2, 5]) {
    const known = rows.map((row) => row[at] ?? 0).filter((value) => !Number.isNaN(value));
    const mean = meanOf(known);
    const deviation = Math.sqrt(meanOf(known.map((value) => (value - mean) ** 2)));
    assert.ok(Math.abs((model.scaling.means[at] ?? 0) - mean) < 1e-9);
    assert.ok(Math.abs((model.scaling.inverseDeviations[at] ?? 0) - 1 / deviation) < 1e-9);
  }
});

test("a column that never changes, or is never known, counts nothing", () => {
  const fixed = (example: TrainingExample): TrainingExample => {
    const row = example.row.slice();
    row[1] = 3;
    row[2] = Number.NaN;
    return { ...example, row };
  };
  const found = trainCritic({
    ...set,
    train: set.train.map(fixed),
    calibration: set.calibration.map(fixed),
  });
  assert.deepEqual([...found.scaling.inverseDeviations.slice(1, 3)], [0, 0]);
  for (const question of criticQuestions) {
    assert.deepEqual([...found.questions[question].model.weights.slice(1, 3)], [0, 0]);
  }
  assert.ok(aurocOf(found, "plausible", others) > 0.87);
});

for (const [what, masked, start, end] of [
  ["features that are not named", { features: ["first"] }, 1, 3],
  ["relations", { relations: false }, 3, 5],
  ["vectors", { vectors: false }, 5, 11],
] as const) {
  test(`masked, ${what} get no say`, () => {
    const found = trainCritic({ ...set, ...masked });
    for (const weights of [
      found.questions.plausible.model.weights,
      found.questions.typical.model.weights,
      ...found.folds.map((fold) => fold.weights),
    ]) {
      const used = [...weights].map((weight) => weight !== 0);
      assert.deepEqual(
        used,
        used.map((_, at) => at < start || at >= end),
      );
    }
    const [example] = others;
    assert.ok(example);
    const turned = example.row.map((value, at) => (at >= start && at < end ? value + 5 : value));
    assert.equal(
      probabilityOf(found, "plausible", turned),
      probabilityOf(found, "plausible", example.row),
    );
    assert.notEqual(
      probabilityOf(model, "plausible", turned),
      probabilityOf(model, "plausible", example.row),
    );
  });
}

test("five folds, each trained without types of its own, differ a little", () => {
  assert.equal(model.folds.length, 5);
  const weights = model.folds.map((fold) => fold.weights[0] ?? 0);
  assert.equal(new Set(weights).size, 5);
  const whole = model.questions.plausible.model.weights[0] ?? 0;
  for (const weight of weights) assert.ok(Math.abs(weight / whole - 1) < 0.5, `${weight}`);
});

test("no type stands on both sides of a fold: what tells types apart convinces nobody", () => {
  // Each type has a vector of its own and one answer for all its claims: learning them by heart would
  // serve a claim of the same type well, and one of another type badly.
  const byHeart = set.train.map((example) => {
    const number = Number(example.group.split("/")[1]);
    const row = example.row.slice();
    for (let at = 5; at < 11; at++) row[at] = Math.cos((number + 1) * (at + 1) * 1.7);
    const answer = (number * 7) % 20 < 10 ? 1 : 0;
    return { ...example, row, targets: { plausible: answer, typical: answer } };
  });
  const learnt = trainCritic({ ...set, train: byHeart, calibration: [] });
  assert.equal(learnt.questions.plausible.penalty, 10_000);
  // Were claims of one type on both sides, it would look like knowledge.
  const apart = byHeart.map((example, place) => ({ ...example, group: `claim ${place}` }));
  const fooled = trainCritic({ ...set, train: apart, calibration: [] });
  assert.equal(fooled.questions.plausible.penalty, 300);
});

test("vectors that tell of all types what is plausible are given more weight", () => {
  const telling = (example: TrainingExample): TrainingExample => {
    const row = example.row.slice();
    row[0] = 0;
    return {
      ...example,
      row,
      targets: { ...example.targets, plausible: (row[5] ?? 0) > 0 ? 1 : 0 },
    };
  };
  const learnt = trainCritic({ ...set, train: set.train.map(telling), calibration: [] });
  assert.equal(learnt.questions.plausible.penalty, 300);
  assert.ok(aurocOf(learnt, "plausible", others.map(telling)) > 0.9);
});

test("calibrated, the mean of what is said is the share of yes among claims like those to be judged", () => {
  // Written ones are nearly all true, judged ones seldom, with nothing that could tell them apart.
  const mixed = (types: number, seed: number): readonly TrainingExample[] =>
    plantedExamples(types, seed).map((example, place) => {
      const judged = place % 2 === 0;
      const chance = sigmoid(2 * (example.row[0] ?? 0) + (judged ? -2 : 2));
      const place01 = ((place * 7919) % 1000) / 1000;
      const plausible = place01 < chance ? 1 : 0;
      return { ...example, judged, targets: { plausible, typical: plausible } };
    });
  const trained = trainCritic({ ...set, train: mixed(30, 3), calibration: mixed(12, 4) });
  const judged = mixed(40, 5).filter((example) => example.judged);
  const share = meanOf(judged.map(({ targets }) => targets.plausible ?? 0));
  const said = meanOf(judged.map(({ row }) => probabilityOf(trained, "plausible", row)));
  assert.ok(Math.abs(said - share) < 0.06, `${said} for ${share}`);
  const plain = meanOf(
    judged.map(({ row }) =>
      probabilityOf(
        {
          ...trained,
          questions: {
            ...trained.questions,
            plausible: { ...trained.questions.plausible, calibration: { slope: 1, shift: 0 } },
          },
        },
        "plausible",
        row,
      ),
    ),
  );
  assert.ok(plain - share > 0.12, `${plain} without calibration`);
});

test("too few examples, or examples of one answer, leave the logit as it is", () => {
  const few = trainCritic({ ...set, train: plantedExamples(4, 1), calibration: [] });
  assert.deepEqual(few.questions.plausible.calibration, { slope: 1, shift: 0 });
  const allTrue = plantedSet({
    train: set.train.map((example) => ({ ...example, targets: { plausible: 1, typical: 1 } })),
    calibration: [],
  });
  assert.deepEqual(trainCritic(allTrue).questions.plausible.calibration, { slope: 1, shift: 0 });
});
