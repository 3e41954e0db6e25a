import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { adamW } from "./adam-w.ts";
import { ParameterSet } from "./parameter-set.ts";

const settings = { weightDecay: 0.01, clipNorm: 1 };

test("each number moves as the formula has it, to the last bit, and an odd count leaves its neighbour alone", () => {
  const parameters = new ParameterSet([
    { name: "weight", shape: [3, 5], rateFactor: 1 },
    { name: "bias", shape: [3], rateFactor: 10 },
    { name: "frozen", shape: [2, 2], rateFactor: 0 },
  ]);
  const random = seededRandom(1);
  const { values, gradient, placed } = parameters;
  values.set(Float32Array.from(values, () => random.next() - 0.5));
  const expected = {
    values: values.slice(),
    first: new Float32Array(values.length),
    second: new Float32Array(values.length),
  };
  const step = adamW(parameters, settings);
  for (const steps of [1, 2, 3]) {
    gradient.set(Float32Array.from(gradient, () => 2 * random.next() - 1));
    const norm = Math.hypot(...gradient);
    assert.ok(norm > settings.clipNorm);
    const told = step(steps, 0.01);
    assert.ok(Math.abs(told - norm) < 1e-12);
    for (const { shape, rateFactor, from, to } of placed) {
      const rate = 0.01 * rateFactor;
      const kept = shape.length > 1 ? 1 - rate * settings.weightDecay : 1;
      for (let at = from; at < to; at++) {
        const slope = (gradient[at] ?? 0) * (settings.clipNorm / (told + 1e-6));
        const mean = 0.9 * (expected.first[at] ?? 0) + (1 - 0.9) * slope;
        const square = 0.999 * (expected.second[at] ?? 0) + (1 - 0.999) * slope * slope;
        expected.first[at] = mean;
        expected.second[at] = square;
        const size = rate / (1 - 0.9 ** steps);
        expected.values[at] =
          (expected.values[at] ?? 0) * kept -
          (size * mean) / (Math.sqrt(square) / Math.sqrt(1 - 0.999 ** steps) + 1e-8);
      }
    }
    const { first, second } = parameters;
    assert.deepEqual({ values, first, second }, expected);
  }
});

test("a gradient that is short enough is not cut", () => {
  const parameters = new ParameterSet([{ name: "bias", shape: [1], rateFactor: 1 }]);
  parameters.gradient[0] = 0.5;
  assert.equal(adamW(parameters, settings)(1, 0.1), 0.5);
  assert.ok(Math.abs((parameters.values[0] ?? 0) + 0.1) < 1e-6);
  assert.ok(Math.abs((parameters.first[0] ?? 0) - 0.05) < 1e-8);
});
