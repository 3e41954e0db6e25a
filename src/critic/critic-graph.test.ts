import assert from "node:assert/strict";
import { test } from "node:test";
import { type LogisticModel, logit, sigmoid } from "../learning/logistic-regression.ts";
import { scaled } from "../learning/scaling.ts";
import { openSession } from "../onnx/session.ts";
import { float32 } from "../onnx/tensor.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import { probabilityOf } from "./critic-for-tests.ts";
import { criticGraph } from "./critic-graph.ts";
import { type CriticModel, columnCount, rowOf } from "./critic-model.ts";

const drawn = (random: Random, length: number): Float64Array =>
  Float64Array.from({ length }, () => 2 * random.next() - 1);

function drawnModel(seed: number, relations: readonly string[]): CriticModel {
  const random = seededRandom(seed);
  const columns = { dimensions: 3, features: ["a", "b"], relations };
  const size = columnCount(columns);
  const head = (): LogisticModel => ({ weights: drawn(random, size), bias: random.next() });
  return {
    columns,
    scaling: {
      means: drawn(random, size),
      // One column that does not count.
      inverseDeviations: drawn(random, size).map((value, at) => (at === 1 ? 0 : 1 + value / 2)),
    },
    questions: {
      plausible: { model: head(), calibration: { slope: 0.7, shift: -0.4 }, penalty: 300 },
      typical: { model: head(), calibration: { slope: 1.5, shift: 0.3 }, penalty: 300 },
    },
    folds: Array.from({ length: 5 }, head),
  };
}

interface Inputs {
  readonly relation: string;
  readonly tail: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly features: Float64Array;
}

function drawnInputs(rows: number, seed: number): readonly Inputs[] {
  const random = seededRandom(seed);
  const vector = (): Float32Array => Float32Array.from(drawn(random, 3));
  return Array.from({ length: rows }, () => ({
    relation: random.pick(["isA", "usedFor", "never seen"]),
    ...{ tail: vector(), first: vector(), second: vector() },
    features: Float64Array.from(drawn(random, 2), (value) =>
      random.chance(0.3) ? Number.NaN : value,
    ),
  }));
}

async function outputsOf(model: CriticModel, inputs: readonly Inputs[]) {
  const session = await openSession(criticGraph(model), { threads: 1 });
  try {
    const matrix = (rows: readonly ArrayLike<number>[]) =>
      float32(
        rows.flatMap((row) => Array.from(row)),
        [rows.length, rows[0]?.length ?? 0],
      );
    const { relations } = model.columns;
    const outputs = await session.run({
      ...(relations.length > 0 && {
        relation: matrix(
          inputs.map(({ relation }) => relations.map((one) => (one === relation ? 1 : 0))),
        ),
      }),
      tail: matrix(inputs.map(({ tail }) => tail)),
      first: matrix(inputs.map(({ first }) => first)),
      second: matrix(inputs.map(({ second }) => second)),
      features: matrix(inputs.map(({ features }) => features)),
    });
    const numbers = (name: string): readonly number[] =>
      Array.from(outputs[name]?.data ?? assert.fail(`no ${name}`), Number);
    return {
      plausibility: numbers("plausibility"),
      typicality: numbers("typicality"),
      uncertainty: numbers("uncertainty"),
    };
  } finally {
    await session.close();
  }
}

function assertNear(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [place, value] of expected.entries()) {
    const off = Math.abs((found[place] ?? Number.NaN) - value);
    assert.ok(off < 2e-6, `${found[place]}, not ${value}, at ${place}`);
  }
}

for (const [relations, rows] of [
  [["isA", "usedFor"], 20],
  [[], 3],
  [["usedFor"], 1],
] as const) {
  test(`for ${rows} rows and ${relations.length} relations the graph says what the model does`, async () => {
    const model = drawnModel(rows, relations);
    const inputs = drawnInputs(rows, 5);
    const found = await outputsOf(model, inputs);
    const encodedRows = inputs.map((one) => rowOf(one, one.relation, model.columns));
    assertNear(
      found.plausibility,
      encodedRows.map((row) => probabilityOf(model, "plausible", row)),
    );
    assertNear(
      found.typicality,
      encodedRows.map((row) => probabilityOf(model, "typical", row)),
    );
    assert.ok(new Set(found.plausibility).size === rows, "all rows differ");
    // The standard deviation over the folds, each calibrated as the whole is.
    const { slope, shift } = model.questions.plausible.calibration;
    const deviations = encodedRows.map((row) => {
      const said = model.folds.map((fold) =>
        sigmoid(slope * logit(fold, scaled(row, model.scaling)) + shift),
      );
      const mean = said.reduce((sum, value) => sum + value, 0) / said.length;
      return Math.sqrt(said.reduce((sum, value) => sum + (value - mean) ** 2, 0) / said.length);
    });
    assertNear(found.uncertainty, deviations);
    assert.ok(deviations.every((deviation) => deviation > 0.001));
  });
}

test("a feature that is not known counts as the mean", async () => {
  const model = drawnModel(1, ["isA", "usedFor"]);
  const [input] = drawnInputs(1, 2);
  assert.ok(input);
  const [mean = 0] = model.scaling.means;
  const withFirst = (value: number): Inputs => ({ ...input, features: Float64Array.of(value, 0) });
  const { plausibility, uncertainty } = await outputsOf(
    model,
    [Number.NaN, mean, mean + 1].map(withFirst),
  );
  assert.ok(Math.abs((plausibility[0] ?? 0) - (plausibility[1] ?? 1)) < 1e-6);
  assert.ok(Math.abs((plausibility[0] ?? 0) - (plausibility[2] ?? 0)) > 0.01);
  assert.ok(uncertainty.every(Number.isFinite));
});

test("folds that agree leave no uncertainty", async () => {
  const model = drawnModel(4, ["isA"]);
  const fold = model.folds[0] ?? assert.fail();
  const inputs = drawnInputs(4, 6);
  const { uncertainty } = await outputsOf({ ...model, folds: [fold, fold, fold] }, inputs);
  assertNear(uncertainty, [0, 0, 0, 0]);
});

test("the same model gives the same file", () => {
  assert.deepEqual(criticGraph(drawnModel(3, ["isA"])), criticGraph(drawnModel(3, ["isA"])));
});
