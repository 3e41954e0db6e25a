import { test } from "node:test";
import type { GraphValue } from "../../onnx/graph-builder.ts";
import { float32, int64 } from "../../onnx/tensor.ts";
import { checkGradients } from "../gradient-check-for-tests.ts";
import { absoluteDifference } from "./absolute-difference.ts";
import { add } from "./add.ts";
import { attention } from "./attention.ts";
import { concatenate } from "./concatenate.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { gatherRows } from "./gather-rows.ts";
import { gelu } from "./gelu.ts";
import { hyperbolicTangent } from "./hyperbolic-tangent.ts";
import { layerNormalisation } from "./layer-normalisation.ts";
import { linear } from "./linear.ts";
import { matrixProduct } from "./matrix-product.ts";
import { multiply, scale } from "./multiply.ts";
import { reshape, transpose } from "./reshape.ts";

// What each puts out is the runtime's; its gradient is ours, and is held against finite differences.

test("add, where both sides may be the same value", async () => {
  await checkGradients(
    [
      [2, 3],
      [2, 3],
    ],
    add,
  );
  await checkGradients([[2, 3]], (graph, x) => add(graph, x, add(graph, x, x)));
  await checkGradients([[2, 3]], (graph, x) => multiply(graph, x, add(graph, x, x)));
});

test("multiply, and scale by what no gradient flows to", async () => {
  await checkGradients(
    [
      [2, 3],
      [2, 3],
    ],
    multiply,
  );
  await checkGradients([[2, 3]], (graph, x) =>
    scale(graph, x, graph.builder.constant(float32([0, 2, -3], [1, 3]))),
  );
});

test("absolute difference", () =>
  checkGradients(
    [
      [3, 4],
      [3, 4],
    ],
    absoluteDifference,
  ));

test("linear", () => checkGradients([[3, 4], [2, 4], [2]], linear));

test("layer normalisation", () =>
  checkGradients([[3, 5], [5], [5]], (graph, x, factor, bias) =>
    layerNormalisation(graph, x, factor, bias, 1e-12),
  ));

test("gelu", () =>
  checkGradients([[4, 3]], (graph, x) => gelu(graph, scale(graph, x, graph.scalar(3)))));

test("gelu far out, where the density is nothing", () =>
  checkGradients([[2, 2]], (graph, x) => {
    const by = (value: number): GraphValue =>
      graph.builder.constant(float32([value, value, value, value], [2, 2]));
    return add(graph, gelu(graph, add(graph, x, by(20))), gelu(graph, add(graph, x, by(-20))));
  }));

test("hyperbolic tangent", () => checkGradients([[4, 3]], hyperbolicTangent));

test("matrix product, one matrix behind the other", () =>
  checkGradients(
    [
      [2, 2, 3],
      [2, 3, 2],
    ],
    matrixProduct,
  ));

test("reshape and transpose", async () => {
  await checkGradients([[2, 6]], (graph, x) =>
    transpose(graph, reshape(graph, x, graph.builder.constant(int64([2, 3, 2]))), [1, 2, 0]),
  );
});

test("attention, with a token that is not to be looked at and without", async () => {
  const shapes = [
    [2, 2, 3, 4],
    [2, 2, 5, 4],
    [2, 2, 5, 4],
  ] as const;
  await checkGradients(shapes, (graph, query, key, value) =>
    attention(graph, { query, key, value }, 3),
  );
  const masked = [0, 0, -30_000, 0, 0, 0, 0, 0, 0, -30_000];
  await checkGradients(shapes, (graph, query, key, value) =>
    attention(
      graph,
      { query, key, value, bias: graph.builder.constant(float32(masked, [2, 1, 1, 5])) },
      0.5,
    ),
  );
});

test("gather rows, of which some come again and one never", () =>
  checkGradients([[4, 3]], (graph, table) =>
    gatherRows(graph, table, graph.builder.constant(int64([1, 3, 1, 1, 0]))),
  ));

test("concatenate", () =>
  checkGradients(
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    (graph, ...parts) => concatenate(graph, parts, [3, 1, 2]),
  ));

test("cross-entropy of shares and weights", () =>
  checkGradients([[3, 3]], (graph, logits) =>
    crossEntropy(
      graph,
      logits,
      graph.builder.constant(float32([1, 0, 0, 0.2, 0.3, 0.5, 0, 0, 1], [3, 3])),
      graph.builder.constant(float32([0.5, 2, 0.1], [3, 1])),
    ),
  ));
