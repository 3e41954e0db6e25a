import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { heardProgress } from "../domain/progress-for-tests.ts";
import { openSession } from "../onnx/session.ts";
import { float32 } from "../onnx/tensor.ts";
import { seededRandom } from "../statistics/random.ts";
import { checkpointFile } from "./checkpoint.ts";
import { type FitOptions, fit, maxTokensPerRun, type Recipe } from "./fit.ts";
import { crossEntropy } from "./operations/cross-entropy.ts";
import { linear } from "./operations/linear.ts";
import { ParameterSet } from "./parameter-set.ts";
import { trainingGraph } from "./training-graph.ts";

const folder = await mkdtemp(join(tmpdir(), "cosmo-fit-"));
const { model, parameters: shapes } = trainingGraph("softmax regression", (graph, weights) => {
  const { builder } = graph;
  const x = builder.input("x", "float32", ["rows", 2]);
  const targets = builder.input("targets", "float32", ["rows", 2]);
  const shares = builder.input("shares", "float32", ["rows", 1]);
  const logits = linear(graph, x, weights("weight", [2, 2]), weights("bias", [2]));
  return crossEntropy(graph, logits, targets, shares);
});
const session = await openSession(model, { threads: 1 });
after(async () => {
  await session.close();
  await rm(folder, { recursive: true });
});

const recipe: Recipe = {
  ...{ epochs: 6, batchSize: 16, patience: 9, seed: 1 },
  ...{ weightDecay: 0.01, clipNorm: 1, rate: { peak: 0.05, warmUpShare: 0.1 } },
};

/** Points of which those above a line are of the second class. */
function planted(count: number): FitOptions["examples"] {
  const random = seededRandom(3);
  const points = Array.from({ length: count }, () => [random.next() - 0.5, random.next() - 0.5]);
  const isAbove = points.map(([x = 0, y = 0]) => y > 2 * x);
  return {
    lengths: points.map((_, at) => 1 + (at % 7)),
    weights: points.map(() => 1),
    feeds: (places, shares) => ({
      x: float32(
        places.flatMap((place) => points[place] ?? []),
        [places.length, 2],
      ),
      targets: float32(
        places.flatMap((place) => (isAbove[place] ? [0, 1] : [1, 0])),
        [...[places.length, 2]],
      ),
      shares: float32(shares, [shares.length, 1]),
    }),
  };
}

const learn = async (
  given: Partial<FitOptions> = {},
): Promise<{ readonly values: readonly number[]; readonly losses: readonly number[] }> => {
  const parameters = new ParameterSet(shapes);
  const { history } = await fit({
    ...{ session, parameters, examples: planted(200), recipe },
    ...{ signal: new AbortController().signal, progress: silentProgress },
    ...given,
  });
  return { values: [...parameters.values], losses: history.map(({ loss }) => loss) };
};

test("the line that parts two classes is found, and the loss falls", async () => {
  const { values, losses } = await learn({ recipe: { ...recipe, epochs: 40 } });
  const [first = 0, second = 0, third = 0, fourth = 0] = values;
  const slope = -(third - first) / (fourth - second);
  assert.ok(Math.abs(slope - 2) < 0.3, `the line's slope is ${slope}`);
  assert.ok((losses.at(-1) ?? 9) < 0.5 * (losses[0] ?? 0), `${losses}`);
});

test("the same seed gives the same weights to the last bit, another one others", async () => {
  const once = await learn();
  assert.deepEqual(await learn(), once);
  assert.notDeepEqual(await learn({ recipe: { ...recipe, seed: 2 } }), once);
});

test("stopped in the middle of an epoch, it goes on to the same weights", async () => {
  const whole = await learn();
  for (const stopAfter of [1, 5, 20]) {
    const checkpoint = checkpointFile({
      path: join(folder, `${stopAfter}.safetensors`),
      identity: "same",
      everySeconds: 0,
    });
    const stop = new AbortController();
    let steps = 0;
    const progress = heardProgress({
      progressed() {
        steps += 1;
        if (steps === stopAfter) stop.abort(new Error("stopped"));
      },
    });
    await assert.rejects(learn({ checkpoint, progress, signal: stop.signal }), /stopped/);
    assert.ok((await checkpoint.read())?.steps === stopAfter);
    assert.deepEqual(await learn({ checkpoint }), whole);
  }
});

test("stopped by its signal it leaves its last step, however new the last checkpoint is", async () => {
  const whole = await learn();
  const path = join(folder, "interrupted.safetensors");
  const checkpoint = checkpointFile({ path, identity: "same", everySeconds: 1000 });
  const stop = new AbortController();
  const progress = heardProgress({
    progressed: (steps) => void (steps === 3 && stop.abort(new Error("stopped"))),
  });
  await assert.rejects(learn({ checkpoint, progress, signal: stop.signal }), /stopped/);
  assert.equal((await checkpoint.read())?.steps, 3);
  assert.deepEqual(await learn({ checkpoint }), whole);
});

test("a checkpoint of other data or another recipe is not gone on from", async () => {
  const path = join(folder, "other.safetensors");
  await learn({ checkpoint: checkpointFile({ path, identity: "one" }) });
  assert.equal(await checkpointFile({ path, identity: "other" }).read(), undefined);
  assert.ok(await checkpointFile({ path, identity: "one" }).read());
});

test("the weights of the best epoch are kept, and it ends where none is better for long enough", async () => {
  const scores = [0.5, 0.7, 0.6, 0.7, 0.9];
  const seen: (readonly number[])[] = [];
  const parameters = new ParameterSet(shapes);
  const { history } = await fit({
    ...{ session, parameters, examples: planted(200), recipe: { ...recipe, patience: 2 } },
    ...{ signal: new AbortController().signal, progress: silentProgress },
    validate: async () => {
      seen.push([...parameters.values]);
      return scores[seen.length - 1] ?? 0;
    },
  });
  assert.deepEqual(
    history.map(({ score }) => score),
    [0.5, 0.7, 0.6, 0.7],
  );
  assert.deepEqual([...parameters.values], seen[1]);
});

test("it ends where a score is enough", async () => {
  const scores = [0.5, 0.7, 0.9];
  let epoch = 0;
  const { history } = await fit({
    ...{ session, parameters: new ParameterSet(shapes), examples: planted(200) },
    recipe: { ...recipe, enough: 0.7 },
    ...{ signal: new AbortController().signal, progress: silentProgress },
    validate: async () => scores[epoch++] ?? 0,
  });
  assert.equal(history.length, 2);
});

test("a batch that is run in pieces counts as one: each example by its weight", async () => {
  const examples = planted(16);
  const weights = examples.lengths.map((_, at) => 1 + (at % 3));
  const oneStep = { ...recipe, epochs: 1 };
  const whole = await learn({ examples: { ...examples, weights }, recipe: oneStep });
  // Each takes more than half of a run.
  const lengths = examples.lengths.map((length) => maxTokensPerRun / 2 + length);
  const long = { ...examples, weights, lengths };
  const pieces = await learn({ examples: long, recipe: oneStep });
  for (const [at, value] of pieces.values.entries()) {
    assert.ok(
      Math.abs(value - (whole.values[at] ?? 9)) < 1e-6,
      `${pieces.values}, ${whole.values}`,
    );
  }
});
