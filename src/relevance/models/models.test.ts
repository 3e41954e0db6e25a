import assert from "node:assert/strict";
import { test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import { pretrainedBert } from "../../encoder/pretrained-bert.ts";
import { tinyShape, tinyWeights } from "../../encoder/tiny-bert-for-tests.ts";
import { type Architecture, learnClassifier } from "../../learning/classifier.ts";
import { crossEntropy } from "../../learning/operations/cross-entropy.ts";
import { ParameterSet } from "../../learning/parameter-set.ts";
import { gradientName, trainingGraph } from "../../learning/training-graph.ts";
import { Safetensors } from "../../onnx/safetensors.ts";
import { openSession } from "../../onnx/session.ts";
import { float32 } from "../../onnx/tensor.ts";
import { writeSafetensors } from "../../onnx/write-safetensors.ts";
import { seededRandom } from "../../statistics/random.ts";
import { biEncoder } from "./bi-encoder.ts";
import { crossEncoder } from "./cross-encoder.ts";
import type { TokenTexts } from "./token-texts.ts";

const everyToken = Array.from({ length: 10 }, (_, token) => token);
const encoder = pretrainedBert(
  new Safetensors(writeSafetensors(tinyWeights(3))),
  tinyShape,
  everyToken,
);
const options = {
  ...{ encoder, marks: { opening: 2, closing: 3 }, classes: 2, seed: 1, headRateFactor: 1 },
};
const architectures: readonly Architecture<TokenTexts>[] = [
  crossEncoder(options),
  biEncoder(options),
];
const some: readonly TokenTexts[] = [
  { query: [4], product: [5, 6], queryKnowledge: [], productKnowledge: [] },
  { query: [4, 5], product: [6], queryKnowledge: [], productKnowledge: [7, 8] },
  { query: [9, 6, 5], product: [4], queryKnowledge: [6], productKnowledge: [4] },
];

for (const architecture of architectures) {
  const { name } = architecture;

  test(`${name}: the gradient of each parameter is what finite differences say`, async () => {
    const { model, parameters: shapes } = trainingGraph(name, (graph, weights) => {
      const logits = architecture.logits(graph, weights);
      const targets = graph.builder.input("targets", "float32", ["examples", 2]);
      const shares = graph.builder.input("shares", "float32", ["examples", 1]);
      return crossEntropy(graph, logits, targets, shares);
    });
    const parameters = new ParameterSet(shapes);
    const random = seededRandom(2);
    for (const { shape, from, to, name: parameter } of parameters.placed) {
      parameters.values.set(architecture.initial(parameter, shape), from);
      // A head that is nearly 0 lets no gradient through that could be measured.
      if (!parameter.startsWith("head.")) continue;
      for (let at = from; at < to; at++) parameters.values[at] = random.next() - 0.5;
    }
    const session = await openSession(model, { threads: 1 });
    const run = () =>
      session.run({
        ...parameters.tensors(),
        ...architecture.feeds(some),
        targets: float32([1, 0, 0, 1, 1, 0], [3, 2]),
        shares: float32([0.5, 0.3, 0.2], [3, 1]),
      });
    const outputs = await run();
    const step = 1e-2;
    for (const { name: parameter, from, to } of parameters.placed) {
      const gradient = outputs[gradientName(parameter)]?.data as Float32Array;
      const largest = gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      for (let draw = 0; draw < 3; draw++) {
        const at = random.integer(to - from);
        const value = parameters.values[from + at] ?? 0;
        const losses: number[] = [];
        for (const moved of [value + step, value - step]) {
          parameters.values[from + at] = moved;
          losses.push(Number((await run())["loss"]?.data[0]));
        }
        parameters.values[from + at] = value;
        const slope = ((losses[0] ?? 0) - (losses[1] ?? 0)) / (2 * step);
        const off = Math.abs(slope - (gradient[at] ?? Number.NaN));
        assert.ok(
          off < 1e-3 + 0.02 * largest,
          `${parameter} at ${at}: gradient ${gradient[at]}, difference ${slope}`,
        );
      }
    }
    await session.close();
  });

  test(`${name}: a pair is judged alike alone and beside longer ones`, async () => {
    const learnt = await learnClassifier({
      architecture,
      examples: [],
      recipe: {
        ...{ epochs: 0, batchSize: 1, patience: 1, seed: 1, weightDecay: 0, clipNorm: 1 },
        rate: { peak: 0, warmUpShare: 0 },
      },
      threads: 1,
      signal: new AbortController().signal,
      progress: silentProgress,
    });
    const together = await learnt.probabilities(some);
    for (const [at, example] of some.entries()) {
      const [alone] = await learnt.probabilities([example]);
      for (const [one, probability] of (alone ?? []).entries()) {
        assert.ok(Math.abs(probability - (together[at]?.[one] ?? 9)) < 1e-6);
      }
    }
    await learnt[Symbol.asyncDispose]();
  });

  test(`${name}: it learns what only knowledge says`, async () => {
    const random = seededRandom(5);
    const letter = (): number => 4 + random.integer(4);
    const examples = Array.from({ length: 160 }, (_, at) => ({
      example: {
        ...{ query: [letter()], product: [letter(), letter()] },
        ...{ queryKnowledge: [], productKnowledge: [8 + (at % 2)] },
      },
      target: at % 2,
      weight: 1,
    }));
    const learnt = await learnClassifier({
      architecture,
      examples,
      recipe: {
        ...{ epochs: 25, batchSize: 16, patience: 25, seed: 1, weightDecay: 0.01, clipNorm: 1 },
        rate: { peak: 0.02, warmUpShare: 0.1 },
      },
      threads: 1,
      signal: new AbortController().signal,
      progress: silentProgress,
    });
    const found = await learnt.probabilities(examples.map(({ example }) => example));
    const right = found.filter((one, at) => (one[at % 2] ?? 0) > 0.5).length;
    assert.ok(right >= 152, `${right} of 160`);
    await learnt[Symbol.asyncDispose]();
  });
}
