import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { contextDifference } from "./context-difference.ts";

const differenceOf = (contexts: readonly (readonly number[])[], has: readonly boolean[]) =>
  contextDifference(contexts, has, { random: seededRandom(1), draws: 999 });

const half = Array.from({ length: 16 }, (_, member) => member < 8);

test("contexts of one side alone are as far apart as can be", () => {
  const apart = half.map((own) => [own ? 0 : 1]);
  const { divergence, excess, probability } = differenceOf(apart, half);
  assert.ok(Math.abs(divergence - Math.log(2)) < 1e-12);
  assert.ok(excess > 0.5);
  assert.ok(probability <= 0.002);
  const others = half.map((own) => !own);
  assert.ok(Math.abs(differenceOf(apart, others).divergence - divergence) < 1e-12);
});

test("contexts that both sides share are none apart", () => {
  const { divergence, probability } = differenceOf(
    half.map((_, member) => [member % 2]),
    half,
  );
  assert.ok(Math.abs(divergence) < 1e-12);
  assert.equal(probability, 1);
});

test("one member with many contexts does not decide", () => {
  const many = half.map((_, member) =>
    member === 0 ? Array.from({ length: 40 }, (__, at) => at) : [40],
  );
  assert.ok(differenceOf(many, half).probability > 0.3);
});

test("without contexts, or with one side alone, nothing differs", () => {
  const none = { divergence: 0, excess: 0, probability: 1 };
  assert.deepEqual(
    differenceOf(
      half.map(() => []),
      half,
    ),
    none,
  );
  assert.deepEqual(
    differenceOf(
      half.map(() => [0]),
      half.map(() => true),
    ),
    none,
  );
});
