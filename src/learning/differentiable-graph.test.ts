import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../onnx/session.ts";
import { float32, int64 } from "../onnx/tensor.ts";
import { DifferentiableGraph } from "./differentiable-graph.ts";
import { add } from "./operations/add.ts";
import { gatherRows } from "./operations/gather-rows.ts";
import { multiply } from "./operations/multiply.ts";

/** The slope at 1, 2 and 3 of what `build` makes of them, one by one. */
async function slopes(
  build: (
    graph: DifferentiableGraph,
    x: ReturnType<DifferentiableGraph["node"]>,
  ) => ReturnType<DifferentiableGraph["node"]>,
): Promise<readonly number[]> {
  const graph = new DifferentiableGraph("slopes");
  const x = graph.builder.input("x", "float32", [3]);
  const y = build(graph, x);
  const sum = graph.node("ReduceSum", [y], { keepdims: { int: 0 } });
  const loss = graph.record([y], sum, (gradient) => [
    graph.node("Expand", [gradient, graph.node("Shape", [y])]),
  ]);
  const [gradient = x] = graph.gradients(loss, [x]);
  graph.builder.output("gradient", gradient, "float32", [3]);
  const session = await openSession(graph.builder.toBytes(), { threads: 1 });
  const outputs = await session.run({ x: float32([1, 2, 3], [3]) });
  await session.close();
  return Array.from(outputs["gradient"]?.data ?? [], Number);
}

test("a value used in several places gets the gradients of all", async () => {
  // x³ + x: 3x² + 1
  assert.deepEqual(
    await slopes((graph, x) => add(graph, multiply(graph, multiply(graph, x, x), x), x)),
    [4, 13, 28],
  );
});

test("what the loss does not hang on is not gone back through", async () => {
  assert.deepEqual(
    await slopes((graph, x) => {
      graph.record([x], graph.node("Neg", [x]), () => assert.fail("gone back through"));
      return multiply(graph, x, x);
    }),
    [2, 4, 6],
  );
});

test("the gradient by a value that the loss does not depend on is refused by name", () => {
  const graph = new DifferentiableGraph("refused");
  const x = graph.builder.input("x", "float32", [1]);
  const other = graph.builder.input("other", "float32", [1]);
  assert.throws(() => graph.gradients(multiply(graph, x, x), [x, other]), {
    name: "RangeError",
    message: /does not depend on other/,
  });
});

test("rows that come again add up in the same way however many threads there are", async () => {
  const rows = 4096;
  const run = async (threads: number): Promise<unknown> => {
    const graph = new DifferentiableGraph("repeated rows");
    const table = graph.builder.input("table", "float32", [2, 8]);
    const indices = graph.builder.constant(int64(Array.from({ length: rows }, (_, at) => at % 2)));
    const gathered = gatherRows(graph, table, indices);
    const wave = Float32Array.from({ length: rows * 8 }, (_, at) => Math.sin(at) / 3);
    const weighted = graph.node("Mul", [
      gathered,
      graph.builder.constant(float32(wave, [rows, 8])),
    ]);
    const sum = graph.node("ReduceSum", [weighted], { keepdims: { int: 0 } });
    const loss = graph.record([gathered], sum, () => [
      graph.builder.constant(float32(wave, [rows, 8])),
    ]);
    const [gradient = table] = graph.gradients(loss, [table]);
    graph.builder.output("gradient", gradient, "float32", [2, 8]);
    const session = await openSession(graph.builder.toBytes(), { threads });
    const outputs = await session.run({ table: float32(new Float32Array(16), [2, 8]) });
    await session.close();
    return outputs["gradient"];
  };
  assert.deepEqual(await run(2), await run(1));
});
