import assert from "node:assert/strict";
import { test } from "node:test";
import { minimise, type Objective } from "./minimise.ts";

/** A curved valley whose floor is nearly flat: least, 0, at [1, 1]. */
const rosenbrock: Objective = (point, gradient) => {
  const [x = 0, y = 0] = point;
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

/** Sum of (at + 1)³ · (x[at] − at)²: a thousand times steeper at one end than at the other. */
const bowl: Objective = (point, gradient) => {
  let value = 0;
  for (const [at, x] of point.entries()) {
    const steepness = (at + 1) ** 3;
    gradient[at] = 2 * steepness * (x - at);
    value += steepness * (x - at) ** 2;
  }
  return value;
};

const assertNear = (found: Float64Array, expected: readonly number[], tolerance: number): void => {
  for (const [at, value] of expected.entries()) {
    assert.ok(Math.abs((found[at] ?? Number.NaN) - value) < tolerance, `${[...found]}`);
  }
};

test("it follows a curved valley to its end", () => {
  for (const start of [
    [-1.2, 1],
    [3, -2],
    [0, 0],
  ]) {
    assertNear(minimise(rosenbrock, Float64Array.from(start)), [1, 1], 1e-5);
  }
});

test("the bottom of a bowl is found, however much steeper it is one way than another", () => {
  const expected = Array.from({ length: 10 }, (_, at) => at);
  assertNear(minimise(bowl, new Float64Array(10).fill(-5)), expected, 1e-6);
});

test("at the end no part of the gradient is above the tolerance", () => {
  for (const tolerance of [1e-2, 1e-5, 1e-8]) {
    const found = minimise(bowl, new Float64Array(10).fill(3), { tolerance });
    const gradient = new Float64Array(10);
    bowl(found, gradient);
    assert.ok(
      gradient.every((part) => Math.abs(part) <= tolerance),
      `${[...gradient]}`,
    );
  }
});

test("it remembers curvature: far fewer looks than steps down the slope would need", () => {
  let looks = 0;
  minimise(
    (point, gradient) => {
      looks += 1;
      return rosenbrock(point, gradient);
    },
    Float64Array.of(-1.2, 1),
  );
  assert.ok(looks < 100, `${looks} looks`);
});

test("the same start gives the same end to the last bit, and stays as it was", () => {
  const start = Float64Array.of(-1.2, 1);
  const first = minimise(rosenbrock, start);
  assert.deepEqual(minimise(rosenbrock, start), first);
  assert.deepEqual(start, Float64Array.of(-1.2, 1));
});

test("iterations can be limited", () => {
  const start = Float64Array.of(-1.2, 1);
  assert.deepEqual(minimise(rosenbrock, start, { maxIterations: 0 }), start);
  const early = minimise(rosenbrock, start, { maxIterations: 3 });
  assert.ok(rosenbrock(early, new Float64Array(2)) < rosenbrock(start, new Float64Array(2)));
  assert.ok(Math.abs((early[0] ?? 1) - 1) > 0.1);
});

test("it steps back from where the function is not finite", () => {
  // x − ln x, least at 1; the first step from 0.01 would be long.
  const found = minimise((point, gradient) => {
    const [x = 0] = point;
    gradient[0] = 1 - 1 / x;
    return x > 0 ? x - Math.log(x) : Number.NaN;
  }, Float64Array.of(0.01));
  assertNear(found, [1], 1e-5);
});

test("a function that is not finite at the start is refused", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => minimise(() => value, new Float64Array(1)), {
      name: "RangeError",
      message: `the function is ${value} at the start`,
    });
  }
});
