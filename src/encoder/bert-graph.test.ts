import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../onnx/session.ts";
import { float32, int64, type Tensor } from "../onnx/tensor.ts";
import { bertGraph } from "./bert-graph.ts";
import { tinyShape, tinyWeights } from "./tiny-bert-for-tests.ts";

type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
const plus = (a: Vector, b: Vector): Vector => a.map((x, i) => x + (b[i] ?? 0));
const mean = (a: Vector): number => a.reduce((sum, x) => sum + x, 0) / a.length;

/** The series of the error function; exact to double precision for the |x| < 5 that occur here. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The same model written without a graph, in double precision, one text at a time, as in the papers. */
function referenceVector(
  weights: ReadonlyMap<string, Tensor>,
  tokenIds: readonly number[],
): Vector {
  const { hidden, heads, layers, layerNormEpsilon } = tinyShape;
  const vector = (name: string): Vector => Array.from(weights.get(name)?.data ?? [], Number);
  const row = (name: string, place: number): Vector => {
    const width = weights.get(name)?.shape[1] ?? 0;
    return vector(name).slice(place * width, (place + 1) * width);
  };
  const linear = (x: Vector, name: string): Vector =>
    vector(`${name}.bias`).map((bias, place) => bias + dot(row(`${name}.weight`, place), x));
  const layerNorm = (x: Vector, name: string): Vector => {
    const centred = x.map((value) => value - mean(x));
    const deviation = Math.sqrt(mean(centred.map((value) => value ** 2)) + layerNormEpsilon);
    const [scale, bias] = [vector(`${name}.weight`), vector(`${name}.bias`)];
    return centred.map((value, i) => (value / deviation) * (scale[i] ?? 0) + (bias[i] ?? 0));
  };
  const gelu = (x: number): number => (x / 2) * (1 + erf(x / Math.SQRT2));

  let states = tokenIds.map((id, place) => {
    const word = row("embeddings.word_embeddings.weight", id);
    const position = row("embeddings.position_embeddings.weight", place);
    const segment = row("embeddings.token_type_embeddings.weight", 0);
    return layerNorm(plus(plus(word, segment), position), "embeddings.LayerNorm");
  });
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `encoder.layer.${layer}`;
    const [queries, keys, values] = ["query", "key", "value"].map((kind) =>
      states.map((state) => linear(state, `${name}.attention.self.${kind}`)),
    ) as [Vector[], Vector[], Vector[]];
    const size = hidden / heads;
    const attended = queries.map((query) =>
      Array.from({ length: heads }, (_, head) => {
        const part = (x: Vector): Vector => x.slice(head * size, (head + 1) * size);
        const powers = keys.map((key) => Math.exp(dot(part(query), part(key)) / Math.sqrt(size)));
        const total = powers.reduce((sum, power) => sum + power, 0);
        return part(query).map(
          (_, i) =>
            dot(
              powers,
              values.map((value) => part(value)[i] ?? 0),
            ) / total,
        );
      }).flat(),
    );
    states = states.map((state, place) => {
      const output = linear(attended[place] ?? [], `${name}.attention.output.dense`);
      const middle = layerNorm(plus(state, output), `${name}.attention.output.LayerNorm`);
      const inner = linear(middle, `${name}.intermediate.dense`).map(gelu);
      const outer = linear(inner, `${name}.output.dense`);
      return layerNorm(plus(middle, outer), `${name}.output.LayerNorm`);
    });
  }
  const pooled = Array.from({ length: hidden }, (_, i) =>
    mean(states.map((state) => state[i] ?? 0)),
  );
  return pooled.map((value) => value / Math.sqrt(dot(pooled, pooled)));
}

const tensorOf =
  (weights: ReadonlyMap<string, Tensor>) =>
  (name: string): Tensor => {
    const tensor = weights.get(name);
    assert.ok(tensor, name);
    return tensor;
  };

test("the emitted graph computes what BERT with mean pooling computes", async () => {
  for (const seed of [1, 2, 3]) {
    const weights = tinyWeights(seed);
    const session = await openSession(bertGraph(tensorOf(weights), tinyShape), { threads: 1 });
    for (const texts of [
      [[2, 3]],
      [
        [2, 4, 5, 6, 3],
        [2, 9, 9, 1, 3],
        [2, 6, 5, 4, 3],
      ],
    ]) {
      const shape = [texts.length, texts[0]?.length ?? 0];
      const { vectors } = await session.run({ token_ids: int64(texts.flat(), shape) });
      assert.deepEqual(vectors?.shape, [texts.length, tinyShape.hidden]);
      const expected = texts.flatMap((text) => referenceVector(weights, text));
      for (const [place, value] of Array.from(vectors?.data ?? [], Number).entries()) {
        const difference = Math.abs(value - (expected[place] ?? Number.NaN));
        assert.ok(difference < 2e-6, `seed ${seed}, value ${place} is off by ${difference}`);
      }
    }
    await session.close();
  }
});

test("a weight of another shape is refused by name", () => {
  const weights = new Map(tinyWeights(1));
  weights.set("encoder.layer.1.output.dense.bias", float32([1, 2, 3], [3]));
  assert.throws(() => bertGraph(tensorOf(weights), tinyShape), {
    code: "MODEL_FILE_BROKEN",
    message: /encoder\.layer\.1\.output\.dense\.bias is float32 3, not float32 8/,
  });
});
