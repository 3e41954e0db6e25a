import { test } from "node:test";
import { float32, int64 } from "../../onnx/tensor.ts";
import { checkGradients } from "../gradient-check-for-tests.ts";
import { absoluteDifference } from "./absolute-difference.ts";
import { add, shift } from "./add.ts";
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
import { softmax } from "./softmax.ts";

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
  await checkGradients([[2, 3]], (graph, x) =>
    multiply(graph, x, shift(graph, x, graph.builder.constant(float32([2, -1], [2, 1])))),
  );
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
  checkGradients([[2, 2]], (graph, x) =>
    add(
      graph,
      gelu(graph, shift(graph, x, graph.scalar(20))),
      gelu(graph, shift(graph, x, graph.scalar(-20))),
    ),
  ));

test("hyperbolic tangent", () => checkGradients([[4, 3]], hyperbolicTangent));

test("matrix product, one matrix behind the other, with a factor, turned or not", async () => {
  await checkGradients(
    [
      [2, 2, 3],
      [2, 3, 2],
    ],
    (graph, left, right) => matrixProduct(graph, left, right, { factor: 0.5 }),
  );
  await checkGradients(
    [
      [2, 2, 3],
      [2, 4, 3],
    ],
    (graph, left, right) => matrixProduct(graph, left, right, { factor: 2, transposeRight: true }),
  );
});

test("reshape and transpose", async () => {
  await checkGradients([[2, 6]], (graph, x) =>
    transpose(graph, reshape(graph, x, graph.builder.constant(int64([2, 3, 2]))), [1, 2, 0]),
  );
});

test("softmax", () => checkGradients([[2, 2, 3]], softmax));

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
