import assert from "node:assert/strict";
import type { GraphValue } from "../onnx/graph-builder.ts";
import { type OnnxSession, openSession } from "../onnx/session.ts";
import { elementCount, float32, type Tensor } from "../onnx/tensor.ts";
import { seededRandom } from "../statistics/random.ts";
import { DifferentiableGraph } from "./differentiable-graph.ts";

/** The error of a central difference is of the order of its square; that of a float32, of its inverse. */
const step = 1e-2;
/** Of the largest slope. */
const tolerance = 2e-3;

/**
 * Holds the gradient of a weighted sum of all that an operation puts out against central differences, by each element of
 * each of its inputs, which are drawn between −1 and 1.
 *
 * @param shapes of the inputs that a gradient flows to
 */
export async function checkGradients<const Shapes extends readonly (readonly number[])[]>(
  shapes: Shapes,
  build: (
    graph: DifferentiableGraph,
    ...inputs: { readonly [At in keyof Shapes]: GraphValue }
  ) => GraphValue,
): Promise<void> {
  const random = seededRandom(5);
  const drawn = (count: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: count }, () => 2 * random.next() - 1);
  const values = shapes.map((shape) => drawn(elementCount(shape)));
  const session = await openGradients(shapes, build as Build);
  const run = async (): Promise<Readonly<Record<string, Tensor>>> =>
    session.run(
      Object.fromEntries(
        values.map((data, at) => [`input${at}`, float32(data.slice(), shapes[at] ?? [])]),
      ),
    );
  const lossOf = async (): Promise<number> => Number((await run())["loss"]?.data[0]);
  try {
    const outputs = await run();
    for (const [at, data] of values.entries()) {
      const gradient = Array.from(outputs[`gradient${at}`]?.data ?? [], Number);
      assert.equal(gradient.length, data.length);
      const largest = Math.max(...gradient.map(Math.abs));
      assert.ok(largest > 0, `input ${at} has no slope anywhere`);
      for (const [place, value] of [...data].entries()) {
        data[place] = value + step;
        const above = await lossOf();
        data[place] = value - step;
        const below = await lossOf();
        data[place] = value;
        const slope = (above - below) / (2 * step);
        const off = Math.abs(slope - (gradient[place] ?? Number.NaN));
        assert.ok(
          off <= tolerance * Math.max(1, largest),
          `input ${at} at ${place}: gradient ${gradient[place]}, difference ${slope}`,
        );
      }
    }
  } finally {
    await session.close();
  }
}

type Build = (graph: DifferentiableGraph, ...inputs: readonly GraphValue[]) => GraphValue;

async function openGradients(
  shapes: readonly (readonly number[])[],
  build: Build,
): Promise<OnnxSession> {
  const graph = new DifferentiableGraph("gradient check");
  const inputs = shapes.map((shape, at) => graph.builder.input(`input${at}`, "float32", shape));
  const loss = waveSum(graph, build(graph, ...inputs));
  graph.builder.output("loss", loss, "float32", []);
  for (const [at, gradient] of graph.gradients(loss, inputs).entries()) {
    graph.builder.output(`gradient${at}`, gradient, "float32", shapes[at] ?? []);
  }
  return openSession(graph.builder.toBytes(), { threads: 1 });
}

/** The sum of all elements, each times another number, so that no two slopes are alike. */
function waveSum(graph: DifferentiableGraph, x: GraphValue): GraphValue {
  const { builder } = graph;
  const count = graph.node("Size", [x]);
  const [zero, one] = [0n, 1n].map((value) =>
    builder.constant({ type: "int64", shape: [], data: BigInt64Array.of(value) }),
  );
  const places = graph.node("Cast", [graph.node("Range", [zero, count, one])], { to: { int: 1 } });
  const wave = graph.node("Sin", [graph.node("Add", [places, graph.scalar(0.7)])]);
  const weights = graph.node("Reshape", [wave, graph.node("Shape", [x])]);
  const sum = graph.node("ReduceSum", [graph.node("Mul", [x, weights])], { keepdims: { int: 0 } });
  return graph.record([x], sum, (gradient) => [graph.node("Mul", [weights, gradient])]);
}
