import type { Progress, WorkProgress } from "../domain/progress.ts";
import type { OnnxSession } from "../onnx/session.ts";
import { float32, type Tensor } from "../onnx/tensor.ts";
import { type AdamWSettings, adamW } from "./adam-w.ts";
import type { Checkpoint, CheckpointFile, EpochResult } from "./checkpoint.ts";
import { type LearningRate, rateAt } from "./learning-rate.ts";
import { lengthBatches, runsOf } from "./length-batches.ts";
import type { ParameterSet } from "./parameter-set.ts";
import { gradientName } from "./training-graph.ts";

/** How something is learnt. */
export interface Recipe extends AdamWSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: LearningRate;
  /** Epochs without a better validation score after which it ends. */
  readonly patience: number;
  /** A validation score from which on nothing worth learning is left; left out: no score is. */
  readonly enough?: number;
  /** Decides the order of examples. */
  readonly seed: number;
}

export interface Examples {
  /** Of each example, in tokens. */
  readonly lengths: readonly number[];
  /** How much each counts. */
  readonly weights: readonly number[];
  /**
   * The inputs of the graph for some examples. `shares` is how much each counts in the batch, which sum to 1 over it; the
   * loss has to be the sum over examples, each times its share.
   */
  feeds(places: readonly number[], shares: readonly number[]): Readonly<Record<string, Tensor>>;
}

export interface FitOptions {
  /** Of a training graph with these parameters. */
  readonly session: OnnxSession;
  /** Hold the first values, and afterwards the best. */
  readonly parameters: ParameterSet;
  readonly examples: Examples;
  readonly recipe: Recipe;
  /** The score of the parameters as they are, on examples that are not learnt from: higher is better. Left out: the last are kept. */
  readonly validate?: () => Promise<number>;
  /** Where the state is kept, so that a run that was killed goes on to the same weights. */
  readonly checkpoint?: CheckpointFile;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface Fitted {
  /** Epochs that were begun and ended. */
  readonly epochs: number;
  readonly steps: number;
  /** Of each epoch: the mean loss, and the validation score where there is one. */
  readonly history: readonly EpochResult[];
}

/** Tokens of one run, which bound its memory. */
export const maxTokensPerRun = 2048;

/**
 * Learns parameters by AdamW over batches of nearly equal length, with warm-up and decay, and keeps those of the epoch
 * with the best validation score. The same seed, examples and number of threads give the same weights to the last bit,
 * however often it was killed and begun again with its checkpoint.
 */
export async function fit(options: FitOptions): Promise<Fitted> {
  const { parameters, examples, recipe, checkpoint, signal, progress } = options;
  const steps = Math.ceil(examples.lengths.length / recipe.batchSize) * recipe.epochs;
  const state = newState(parameters, await checkpoint?.read());
  const work = progress.started("learn", "steps", steps);
  await fitEpochs(state, steps, options, work).catch(async (error: unknown) => {
    // A step that was not made to its end has changed nothing.
    if (signal.aborted) await checkpoint?.write(state);
    throw error;
  });
  parameters.values.set(state.best);
  work.finished();
  return { epochs: state.epoch, steps: state.steps, history: state.history };
}

/** Goes on from a state, which it changes. */
async function fitEpochs(
  state: Checkpoint,
  steps: number,
  options: FitOptions,
  work: WorkProgress,
): Promise<void> {
  const { parameters, examples, recipe, validate, checkpoint, signal } = options;
  const { batchSize, epochs, patience, seed, enough = Number.POSITIVE_INFINITY } = recipe;
  const step = adamW(parameters, recipe);
  const bestScore = (): number =>
    state.history[state.bestEpoch - 1]?.score ?? Number.NEGATIVE_INFINITY;
  while (state.epoch < epochs && state.epoch - state.bestEpoch < patience && bestScore() < enough) {
    const batches = lengthBatches(examples.lengths, batchSize, seed, state.epoch);
    for (const batch of batches.slice(state.batch)) {
      signal.throwIfAborted();
      state.loss += await gradientOf(batch, options);
      const rate = rateAt(state.steps, steps, recipe.rate);
      state.steps += 1;
      step(state.steps, rate);
      state.batch += 1;
      work.progressed(state.steps);
      await checkpoint?.offer(state);
    }
    const score = validate === undefined ? null : await validate();
    state.history.push({ loss: state.loss / batches.length, score });
    state.epoch += 1;
    state.batch = 0;
    state.loss = 0;
    if (score === null || score > bestScore()) {
      state.best.set(state.values);
      state.bestEpoch = state.epoch;
    }
    await checkpoint?.write(state);
  }
}

/** The state that learning goes on from, on the arrays of the set, into which what was kept is brought. */
function newState({ values, first, second }: ParameterSet, kept?: Checkpoint): Checkpoint {
  if (kept !== undefined) {
    values.set(kept.values);
    first.set(kept.first);
    second.set(kept.second);
  }
  const begun = { steps: 0, epoch: 0, batch: 0, loss: 0, bestEpoch: 0, history: [] };
  return { ...begun, best: values.slice(), ...kept, values, first, second };
}

/** Puts the gradient of a batch where the step finds it, run by run, and returns the loss. */
async function gradientOf(
  batch: readonly number[],
  { session, parameters, examples, signal }: FitOptions,
): Promise<number> {
  const { lengths, weights } = examples;
  const total = batch.reduce((sum, place) => sum + (weights[place] ?? 0), 0);
  let loss = 0;
  const gradients = Object.fromEntries(
    parameters.placed.map(({ name, shape, from, to }) => [
      gradientName(name),
      float32(parameters.gradient.subarray(from, to), shape),
    ]),
  );
  for (const [run, places] of runsOf(batch, lengths, maxTokensPerRun).entries()) {
    const shares = places.map((place) => (weights[place] ?? 0) / total);
    const outputs = await session.run(
      { ...parameters.tensors(), ...examples.feeds(places, shares) },
      signal,
      run === 0 ? gradients : {},
    );
    loss += Number(outputs["loss"]?.data[0]);
    if (run === 0) continue;
    for (const { name, from } of parameters.placed) {
      addTo(parameters.gradient, from, outputs[gradientName(name)]?.data as Float32Array);
    }
  }
  return loss;
}

function addTo(sum: Float32Array, from: number, values: Float32Array): void {
  for (let at = 0; at < values.length; at++) {
    sum[from + at] = (sum[from + at] as number) + (values[at] as number);
  }
}
