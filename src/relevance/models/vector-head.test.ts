import assert from "node:assert/strict";
import { test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import { type LearnOptions, learnClassifier } from "../../learning/classifier.ts";
import { seededRandom } from "../../statistics/random.ts";
import { type ExampleVectors, vectorHead } from "./vector-head.ts";

const size = 8;
const random = seededRandom(4);
const unit = (): Float32Array => {
  const vector = Float32Array.from({ length: size }, () => random.next() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const learning: Omit<LearnOptions<ExampleVectors>, "architecture" | "examples"> = {
  recipe: {
    ...{ epochs: 40, batchSize: 32, patience: 40, seed: 1, weightDecay: 0.01, clipNorm: 1 },
    rate: { peak: 0.01, warmUpShare: 0.1 },
  },
  threads: 1,
  signal: new AbortController().signal,
  progress: silentProgress,
};

async function shareRight(
  groups: readonly (1 | 2)[],
  examples: readonly { readonly example: ExampleVectors; readonly target: number }[],
): Promise<number> {
  await using learnt = await learnClassifier({
    ...learning,
    architecture: vectorHead({ name: "head", size, groups, classes: 2, seed: 1 }),
    examples: examples.slice(0, 300).map((one) => ({ ...one, weight: 1 })),
  });
  const others = examples.slice(300);
  const found = await learnt.probabilities(others.map(({ example }) => example));
  const right = found.filter((one, at) => (one[others[at]?.target ?? 0] ?? 0) > 0.5);
  return right.length / others.length;
}

test("of one vector for both texts, a head learns what a line tells", async () => {
  const examples = Array.from({ length: 400 }, () => {
    const vector = unit();
    return { example: [vector], target: Number((vector[0] ?? 0) > (vector[1] ?? 0)) };
  });
  const right = await shareRight([1], examples);
  assert.ok(right > 0.9, `${right}`);
});

test("of a vector for each text, a head learns whether they are alike, which neither tells", async () => {
  const examples = Array.from({ length: 400 }, (_, at) => {
    const vector = unit();
    return { example: [vector, at % 2 === 0 ? unit() : vector], target: at % 2 };
  });
  const right = await shareRight([2], examples);
  assert.ok(right > 0.9, `${right}`);
});

test("of a group beside another, a head learns what both tell together", async () => {
  const examples = Array.from({ length: 400 }, (_, at) => {
    const vector = unit();
    const isTold = at % 4 < 2;
    const third = Float32Array.from({ length: size }, (_value, place) =>
      place === 0 ? (isTold ? 1 : -1) : 0,
    );
    const other = at % 2 === 0 ? unit() : vector;
    return { example: [vector, other, third], target: Number(isTold && at % 2 === 1) };
  });
  const right = await shareRight([2, 1], examples);
  assert.ok(right > 0.9, `${right}`);
});
