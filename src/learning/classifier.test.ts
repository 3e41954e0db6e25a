import assert from "node:assert/strict";
import { test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { float32 } from "../onnx/tensor.ts";
import { seededRandom } from "../statistics/random.ts";
import { type Architecture, type LearnOptions, learnClassifier } from "./classifier.ts";
import { hyperbolicTangent } from "./operations/hyperbolic-tangent.ts";
import { linear } from "./operations/linear.ts";

type Point = readonly [number, number];

/** A perceptron with one inner layer. */
const perceptron: Architecture<Point> = {
  name: "perceptron",
  classes: 2,
  lengthOf: () => 1,
  feeds: (points) => ({ x: float32(points.flat(), [points.length, 2]) }),
  logits(graph, weights) {
    const x = graph.builder.input("x", "float32", ["examples", 2]);
    const inner = linear(graph, x, weights("inner", [8, 2]), weights("inner bias", [8]));
    const outer = hyperbolicTangent(graph, inner);
    return linear(graph, outer, weights("outer", [2, 8], 2), weights("outer bias", [2]));
  },
  initial: (name, shape) => {
    const random = seededRandom(name.length);
    const count = shape.reduce((product, size) => product * size, 1);
    return Float32Array.from({ length: count }, () => random.next() - 0.5);
  },
};

const corners: readonly Point[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const isOdd = ([x, y]: Point): number => Number(x !== y);

const options: LearnOptions<Point> = {
  architecture: perceptron,
  examples: corners.map((example) => ({ example, target: isOdd(example), weight: 1 })),
  recipe: {
    ...{ epochs: 400, batchSize: 4, patience: 400, seed: 1, weightDecay: 0, clipNorm: 10 },
    rate: { peak: 0.05, warmUpShare: 0.1 },
  },
  threads: 1,
  signal: new AbortController().signal,
  progress: silentProgress,
};

test("what no line parts is learnt: exclusive or", async () => {
  await using learnt = await learnClassifier(options);
  const found = await learnt.probabilities(corners);
  for (const [at, corner] of corners.entries()) {
    const right = found[at]?.[isOdd(corner)] ?? 0;
    assert.ok(right > 0.95, `${corner}: ${right}`);
  }
});

test("targets may be shares, and an example of no weight counts for nothing", async () => {
  const shares = corners.map((example) => ({ example, target: [0.3, 0.7], weight: 1 }));
  const ignored = corners.map((example) => ({ example, target: 0, weight: 0 }));
  await using learnt = await learnClassifier({
    ...options,
    examples: [...shares, ...ignored],
    recipe: { ...options.recipe, batchSize: 8 },
  });
  for (const [first = 0] of await learnt.probabilities(corners)) {
    assert.ok(Math.abs(first - 0.3) < 0.01, `${first}`);
  }
});

test("what is validated is the classifier as it is after each epoch", async () => {
  const seen: number[] = [];
  await using learnt = await learnClassifier({
    ...options,
    recipe: { ...options.recipe, epochs: 3 },
    validate: async (classifier) => {
      const [first] = await classifier.probabilities(corners);
      seen.push(first?.[0] ?? Number.NaN);
      return -seen.length;
    },
  });
  assert.equal(new Set(seen).size, 3);
  // The first epoch had the best score.
  assert.equal((await learnt.probabilities(corners))[0]?.[0], seen[0]);
});
