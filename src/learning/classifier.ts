import type { Progress } from "../domain/progress.ts";
import type { GraphValue } from "../onnx/graph-builder.ts";
import { openSession } from "../onnx/session.ts";
import { float32, type Tensor } from "../onnx/tensor.ts";
import type { CheckpointFile } from "./checkpoint.ts";
import type { DifferentiableGraph } from "./differentiable-graph.ts";
import { type Fitted, fit, maxTokensPerRun, type Recipe } from "./fit.ts";
import { runsOf } from "./length-batches.ts";
import { crossEntropy } from "./operations/cross-entropy.ts";
import { ParameterSet } from "./parameter-set.ts";
import { forwardGraph, trainingGraph, type Weights } from "./training-graph.ts";

/** A way to tell classes apart: what it is given of examples, and what it makes of that. */
export interface Architecture<Example> {
  readonly name: string;
  /** How many classes it tells apart. */
  readonly classes: number;
  /** In tokens; examples of nearly equal length run together. */
  lengthOf(example: Example): number;
  feeds(examples: readonly Example[]): Readonly<Record<string, Tensor>>;
  /** Declares the inputs that `feeds` fills, and makes logits of them: float32 [examples, classes]. */
  logits(graph: DifferentiableGraph, weights: Weights): GraphValue;
  /** The first value of a parameter. */
  initial(name: string, shape: readonly number[]): Float32Array;
}

export interface Labelled<Example> {
  readonly example: Example;
  /** A class from 0, or the share of each. */
  readonly target: number | readonly number[];
  /** How much it counts. */
  readonly weight: number;
}

export interface LearnOptions<Example> {
  readonly architecture: Architecture<Example>;
  readonly examples: readonly Labelled<Example>[];
  readonly recipe: Recipe;
  /** The score of a classifier as it is, on examples that are not learnt from: higher is better. */
  readonly validate?: (classifier: Classifier<Example>) => Promise<number>;
  readonly checkpoint?: CheckpointFile;
  /** Threads of each run. */
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface Classifier<Example> {
  /** The probability of each class, for each example. */
  probabilities(examples: readonly Example[]): Promise<readonly Float64Array[]>;
}

export interface Learnt<Example> extends Classifier<Example>, AsyncDisposable {
  readonly parameters: ParameterSet;
  readonly fitted: Fitted;
}

/** Learns a classifier by the weighted mean of cross-entropies. It holds a thread until it is disposed of. */
export async function learnClassifier<Example>(
  options: LearnOptions<Example>,
): Promise<Learnt<Example>> {
  const { architecture, examples, validate, threads, ...rest } = options;
  const { classes } = architecture;
  const training = trainingGraph(architecture.name, (graph, weights) => {
    const logits = architecture.logits(graph, weights);
    const targets = graph.builder.input("targets", "float32", ["examples", classes]);
    const shares = graph.builder.input("shares", "float32", ["examples", 1]);
    return crossEntropy(graph, logits, targets, shares);
  });
  const parameters = new ParameterSet(training.parameters);
  for (const { name, shape, from } of parameters.placed) {
    parameters.values.set(architecture.initial(name, shape), from);
  }
  await using opened = new AsyncDisposableStack();
  const classifier = opened.use(
    await openClassifier(architecture, parameters, threads, rest.signal),
  );
  const session = await openSession(training.model, { threads, spinning: true });
  try {
    const fitted = await fit({
      ...rest,
      ...{ session, parameters },
      ...(validate !== undefined && { validate: () => validate(classifier) }),
      examples: {
        lengths: examples.map(({ example }) => architecture.lengthOf(example)),
        weights: examples.map(({ weight }) => weight),
        feeds: (places, shares) => {
          const some = picked(examples, places);
          const targets = some.flatMap(({ target }) => sharesOf(target, classes));
          return {
            ...architecture.feeds(some.map(({ example }) => example)),
            targets: float32(targets, [some.length, classes]),
            shares: float32(shares, [some.length, 1]),
          };
        },
      },
    });
    opened.move();
    return { ...classifier, parameters, fitted };
  } finally {
    await session.close();
  }
}

const picked = <Item>(items: readonly Item[], places: readonly number[]): readonly Item[] =>
  places.map((place) => items[place] as Item);

const sharesOf = (target: number | readonly number[], classes: number): readonly number[] =>
  typeof target === "number"
    ? Array.from({ length: classes }, (_, one) => Number(one === target))
    : target;

async function openClassifier<Example>(
  architecture: Architecture<Example>,
  parameters: ParameterSet,
  threads: number,
  signal: AbortSignal,
): Promise<Classifier<Example> & AsyncDisposable> {
  const { name, classes } = architecture;
  const { model } = forwardGraph(name, "probabilities", ["examples", classes], (graph, weights) =>
    graph.node("Softmax", [architecture.logits(graph, weights)], { axis: { int: -1 } }),
  );
  const session = await openSession(model, { threads });
  return {
    async probabilities(examples) {
      const lengths = examples.map((example) => architecture.lengthOf(example));
      const found: Float64Array[] = new Array(examples.length);
      for (const places of runsOf([...examples.keys()], lengths, maxTokensPerRun)) {
        const some = picked(examples, places);
        const feeds = { ...parameters.tensors(), ...architecture.feeds(some) };
        const { probabilities } = await session.run(feeds, signal);
        for (const [row, place] of places.entries()) {
          const values = probabilities?.data.slice(row * classes, (row + 1) * classes) ?? [];
          found[place] = Float64Array.from(values as Float32Array);
        }
      }
      return found;
    },
    [Symbol.asyncDispose]: () => session.close(),
  };
}
