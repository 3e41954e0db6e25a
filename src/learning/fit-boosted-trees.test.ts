import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type BoostedTrees, boostedScores, predictBoosted } from "./boosted-trees.ts";
import type { Examples } from "./examples.ts";
import { planted } from "./examples-for-tests.ts";
import { fitBoostedTrees } from "./fit-boosted-trees.ts";
import { fitTemperature, tempered } from "./temperature-scaling.ts";

// What scikit-learn 1.9.1 prints for `planted` (see examples-for-tests.ts):
//
//     from sklearn.ensemble import HistGradientBoostingClassifier as C, HistGradientBoostingRegressor as R
//     from sklearn.metrics import accuracy_score, log_loss, mean_squared_error
//     same = dict(l2_regularization=1, early_stopping=False)
//     few = dict(max_iter=3, learning_rate=0.5, max_leaf_nodes=4, min_samples_leaf=5, **same)
//     more = dict(max_iter=60, max_leaf_nodes=15, **same)
//     (X, y), (V, w) = planted(3000, 1), planted(2000, 1234567)
//     print(C(**few).fit(X[:60], y[:60]).predict_proba(V[:3]))
//     print(R(**few).fit(X[:60], y[:60]).predict(V[:5]))
//     p = C(**more).fit(X, y).predict_proba(V)
//     print(log_loss(w, p), accuracy_score(w, p.argmax(1)))
//     weights = [2 if t == 2 else 1 for t in y]
//     p = C(**more).fit(X, y, sample_weight=weights).predict_proba(V)
//     print(log_loss(w, p), p.mean(0))
//     print(mean_squared_error(w, R(**more).fit(X, y).predict(V)))
const few = { seed: 1, rounds: 3, learningRate: 0.5, mostLeaves: 4, leastExamples: 5 };
const more = { seed: 1, rounds: 60, mostLeaves: 15 };

const train = planted(3000, 1);
const held = planted(2000, 1234567);
const firsts = (count: number): Examples => ({
  rows: train.rows.slice(0, count),
  targets: train.targets.slice(0, count),
});
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const lossOf = (model: BoostedTrees, { rows, targets }: Examples = held): number =>
  meanOf(rows.map((row, at) => -Math.log(predictBoosted(model, row)[targets[at] ?? 0] ?? 0)));
const assertNear = (found: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} for ${wanted}`);

test("a few trees of a few examples are those of scikit-learn, missing values too", () => {
  const model = fitBoostedTrees(firsts(60), { ...few, classes: 3 });
  const golden = [
    [0.2195087043175404, 0.6242141891235623, 0.15627710645889734],
    [0.018578029887244003, 0.08473382984225214, 0.8966881402705039],
    [0.04167276846523128, 0.8987560745942375, 0.05957115694053116],
  ];
  for (const [at, wanted] of golden.entries()) {
    const found = predictBoosted(model, held.rows[at] ?? new Float64Array());
    for (const [own, probability] of wanted.entries()) {
      assertNear(found[own] ?? 0, probability, 1e-6);
    }
  }
});

test("a temperature can be set on the scores, which at 1 give the probabilities", () => {
  const model = fitBoostedTrees(firsts(60), { ...few, classes: 3 });
  for (const row of held.rows.slice(0, 20)) {
    assert.deepEqual(tempered(boostedScores(model, row), 1), predictBoosted(model, row));
  }
  const temperature = fitTemperature({
    rows: held.rows.map((row) => boostedScores(model, row)),
    targets: held.targets,
  });
  assert.ok(temperature > 1.1, `${temperature}: 60 examples make it too sure`);
});

test("so they are of values", () => {
  const model = fitBoostedTrees(firsts(60), few);
  const golden = [0.98931437, 1.7488035, 1.09185592, 1.19334908, 0.93172767];
  for (const [at, wanted] of golden.entries()) {
    const [found = 0] = predictBoosted(model, held.rows[at] ?? new Float64Array());
    assertNear(found, wanted, 1e-6);
  }
});

test("what many trees say of examples not seen is as good as with scikit-learn", () => {
  const model = fitBoostedTrees(train, { ...more, classes: 3 });
  assertNear(lossOf(model), 0.4912295, 0.01);
  const right = held.rows.map((row, at) => {
    const probabilities = predictBoosted(model, row);
    return probabilities.indexOf(Math.max(...probabilities)) === held.targets[at] ? 1 : 0;
  });
  assertNear(meanOf(right), 0.7655, 0.015);
});

test("a weight is as much there: heavier classes are foreseen more often", () => {
  const weights = train.targets.map((target) => (target === 2 ? 2 : 1));
  const model = fitBoostedTrees({ ...train, weights }, { ...more, classes: 3 });
  assertNear(lossOf(model), 0.5036764, 0.01);
  const shares = held.rows.map((row) => predictBoosted(model, row)[2] ?? 0);
  assertNear(meanOf(shares), 0.28027751, 0.005);
});

test("values are foreseen as well as with scikit-learn", () => {
  const model = fitBoostedTrees(train, more);
  const errors = held.rows.map((row, at) => {
    const [found = 0] = predictBoosted(model, row);
    return (found - (held.targets[at] ?? 0)) ** 2;
  });
  assertNear(meanOf(errors), 0.152324, 0.003);
});

test("an example that counts twice is as good as two", () => {
  const { rows, targets } = firsts(80);
  const options = { ...few, leastExamples: 1, leastCurvature: 1, classes: 3 };
  const twice = fitBoostedTrees(
    { rows: [...rows, ...rows], targets: [...Array.from(targets), ...Array.from(targets)] },
    options,
  );
  const heavy = fitBoostedTrees({ rows, targets, weights: rows.map(() => 2) }, options);
  for (const row of held.rows.slice(0, 50)) {
    assertNear(predictBoosted(heavy, row)[0] ?? 0, predictBoosted(twice, row)[0] ?? 1, 1e-9);
  }
});

test("the same seed gives the same model, as JSON too; another seed draws others", () => {
  const drawn = { ...few, classes: 3, exampleShare: 0.5, columnShare: 0.4 };
  const model = fitBoostedTrees(firsts(300), drawn);
  assert.deepEqual(fitBoostedTrees(firsts(300), drawn), model);
  assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  assert.notDeepEqual(fitBoostedTrees(firsts(300), { ...drawn, seed: 2 }), model);
});

test("trees of half the examples and columns still tell most", () => {
  const model = fitBoostedTrees(train, {
    ...more,
    classes: 3,
    exampleShare: 0.5,
    columnShare: 0.5,
  });
  assertNear(lossOf(model), 0.4912295, 0.03);
});

test("with examples to watch it ends before it learns by heart, at their least loss", () => {
  const options = { seed: 1, classes: 3, leastExamples: 1, learningRate: 0.3, rounds: 80 };
  const validation = { examples: held, patience: 5 };
  const early = fitBoostedTrees(firsts(400), { ...options, validation });
  const count = early.rounds.length;
  assert.ok(count > 1 && count < 75, `${count} rounds`);
  const all = fitBoostedTrees(firsts(400), { ...options, rounds: count + 5 });
  assert.deepEqual(all.rounds.slice(0, count), early.rounds);
  for (let rounds = 0; rounds < count + 5; rounds++) {
    assert.ok(lossOf({ ...all, rounds: all.rounds.slice(0, rounds) }) >= lossOf(early));
  }
});

test("limits hold: leaves, depth, examples in a leaf", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 40 }),
      (mostLeaves, mostDepth, leastExamples) => {
        const examples = firsts(200);
        const options = { seed: 1, rounds: 1, mostLeaves, mostDepth, leastExamples };
        const model = fitBoostedTrees(examples, options);
        const values = model.rounds[0]?.[0]?.values.filter((value) => value !== 0) ?? [];
        assert.ok(values.length <= Math.min(mostLeaves, 2 ** mostDepth));
        const counts = new Map<number, number>();
        for (const row of examples.rows) {
          const [found = 0] = predictBoosted(model, row);
          counts.set(found, (counts.get(found) ?? 0) + 1);
        }
        for (const count of counts.values()) assert.ok(count >= leastExamples, `${count}`);
      },
    ),
    { numRuns: 30 },
  );
});

test("a column that is only missing or not can be split by that", () => {
  const rows = Array.from({ length: 80 }, (_, at) =>
    Float64Array.of(at % 2 === 0 ? Number.NaN : 7),
  );
  const model = fitBoostedTrees(
    { rows, targets: rows.map((_, at) => at % 2) },
    { seed: 1, rounds: 40, learningRate: 0.5 },
  );
  assertNear(predictBoosted(model, Float64Array.of(Number.NaN))[0] ?? 1, 0, 1e-6);
  for (const value of [-1, 7, 1e9]) {
    assertNear(predictBoosted(model, Float64Array.of(value))[0] ?? 0, 1, 1e-6);
  }
});

test("examples that are none are refused", () => {
  const rows = [Float64Array.of(1), Float64Array.of(2)];
  const refused: readonly (readonly [Examples, string])[] = [
    [{ rows: [], targets: [] }, "0 rows and 0 targets"],
    [{ rows, targets: [0] }, "2 rows and 1 targets"],
    [{ rows, targets: [0, 3] }, "target 1 is 3"],
    [{ rows, targets: [0.5, 1] }, "target 0 is 0.5"],
    [{ rows, targets: [0, 1], weights: [1] }, "2 rows and 1 weights"],
    [{ rows, targets: [0, 1], weights: [1, 0] }, "weight 1 is 0"],
    [{ rows: [...rows, new Float64Array(2)], targets: [0, 1, 1] }, "row 2 has 2 of 1 values"],
  ];
  for (const [examples, message] of refused) {
    const error = { name: "RangeError", message };
    assert.throws(() => fitBoostedTrees(examples, { ...few, classes: 3 }), error);
  }
});
