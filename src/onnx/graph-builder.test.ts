import assert from "node:assert/strict";
import { test } from "node:test";
import { GraphBuilder, type GraphValue } from "./graph-builder.ts";
import { openSession } from "./session.ts";
import { type ElementType, float32, int64, type Tensor } from "./tensor.ts";

const newGraph = (): GraphBuilder => new GraphBuilder("test", { "": 20, "com.microsoft": 1 });

/** Runs a graph without inputs whose outputs are vectors. */
async function evaluate(
  outputs: Readonly<Record<string, ElementType>>,
  build: (graph: GraphBuilder) => Readonly<Record<string, GraphValue>>,
): Promise<Readonly<Record<string, Tensor>>> {
  const graph = newGraph();
  const values = build(graph);
  for (const [name, type] of Object.entries(outputs)) {
    const value = values[name];
    assert.ok(value);
    graph.output(name, value, type, [`size of ${name}`]);
  }
  const session = await openSession(graph.toBytes(), { threads: 1 });
  try {
    return await session.run({});
  } finally {
    await session.close();
  }
}

const vector = float32([3, 1, 2], [3]);

test("attributes of every kind reach the runtime", async () => {
  const types = {
    tensor: "float32",
    floats: "float32",
    float: "float32",
    intAndInts: "int64",
    text: "float32",
  } as const;
  const results = await evaluate(types, (graph) => {
    const pair = graph.node("Constant", [], { value_floats: { floats: [-1, 0.5] } });
    const negative = graph.node("Constant", [], { value_ints: { ints: [-7] } });
    return {
      tensor: graph.node("Constant", [], { value: { tensor: vector } }),
      floats: pair,
      float: graph.node("LeakyRelu", [pair], { alpha: { float: 0.25 } }),
      intAndInts: graph.node("Concat", [graph.constant(int64([2])), negative], {
        axis: { int: -1 },
      }),
      text: graph.node("Pad", [graph.constant(vector), graph.constant(int64([2, 0]))], {
        mode: { text: "reflect" },
      }),
    };
  });
  assert.deepEqual(results, {
    tensor: vector,
    floats: float32([-1, 0.5], [2]),
    float: float32([-0.25, 0.5], [2]),
    intAndInts: int64([2, -7]),
    text: float32([2, 1, 3, 1, 2], [5]),
  });
});

test("operators with several outputs, of another domain, and without an optional input", async () => {
  const types = {
    values: "float32",
    places: "int64",
    fused: "float32",
    clipped: "float32",
  } as const;
  const results = await evaluate(types, (graph) => {
    const x = graph.constant(vector);
    const { values, places } = graph.nodeWithOutputs(
      "TopK",
      [x, graph.constant(int64([2]))],
      ["values", "places"],
    );
    const matrix = graph.constant(float32([1, 0, 0, 0, 1, 1], [2, 3]));
    const fused = graph.node("com.microsoft.FusedMatMul", [matrix, x], { alpha: { float: 10 } });
    const clipped = graph.node("Clip", [x, undefined, graph.constant(float32([2], []))]);
    return { values, places, fused, clipped };
  });
  assert.deepEqual(results, {
    values: float32([3, 2], [2]),
    places: int64([0, 2]),
    fused: float32([30, 30], [2]),
    clipped: float32([2, 1, 2], [3]),
  });
});

test("every element type goes in as an initializer and out as a result", async () => {
  const tensors: Readonly<Record<string, Tensor>> = {
    float32: float32([1.5, -2], [2]),
    float64: { type: "float64", shape: [2], data: Float64Array.of(0.1, -1e300) },
    int64: { type: "int64", shape: [2], data: BigInt64Array.of(2n ** 60n, -1n) },
    int32: { type: "int32", shape: [2], data: Int32Array.of(-5, 2 ** 30) },
    int8: { type: "int8", shape: [2], data: Int8Array.of(-128, 127) },
    uint8: { type: "uint8", shape: [2], data: Uint8Array.of(0, 255) },
    bool: { type: "bool", shape: [2], data: Uint8Array.of(1, 0) },
  };
  const types = Object.fromEntries(Object.values(tensors).map(({ type }) => [type, type]));
  const results = await evaluate(types, (graph) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, graph.constant(tensor)]),
    ),
  );
  assert.deepEqual(results, tensors);
});

test("the same calls give the same file", () => {
  const build = (): Uint8Array => {
    const graph = newGraph();
    const x = graph.input("x", "float32", ["rows", 3]);
    graph.output("y", graph.node("Add", [x, graph.constant(vector)]), "float32", ["rows", 3]);
    return graph.toBytes();
  };
  assert.deepEqual(build(), build());
});

test("mistakes are refused where they are made", () => {
  const graph = newGraph();
  graph.input("x", "float32", [3]);
  assert.throws(() => graph.initializer("x", vector), /two values x/);
  assert.throws(() => graph.initializer("y", float32([1, 2], [3])), /2 elements .* shape \[3\]/);
  const foreign = newGraph().input("foreign", "float32", [3]);
  assert.throws(() => graph.node("Neg", [foreign]), /Neg is given foreign, which is not in graph/);
});
