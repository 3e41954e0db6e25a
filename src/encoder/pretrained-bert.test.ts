import assert from "node:assert/strict";
import { test } from "node:test";
import { Safetensors } from "../onnx/safetensors.ts";
import { writeSafetensors } from "../onnx/write-safetensors.ts";
import { pretrainedBert } from "./pretrained-bert.ts";
import { tinyShape, tinyWeights } from "./tiny-bert-for-tests.ts";

const weights = tinyWeights(1);
const file = new Safetensors(writeSafetensors(weights));
const { hidden } = tinyShape;
const words = "embeddings.word_embeddings.weight";
const whole = weights.get(words)?.data as Float32Array;
const bert = pretrainedBert(file, tinyShape, [7, 2, 7, 3]);

test("of the words there are those that are known, in a table that is as small", () => {
  assert.deepEqual(bert.tensor(words).shape, [3, hidden]);
  for (const token of [2, 3, 7]) {
    const place = bert.placeOf(token);
    assert.deepEqual(
      bert.tensor(words).data.slice(place * hidden, (place + 1) * hidden),
      whole.slice(token * hidden, (token + 1) * hidden),
    );
  }
  assert.throws(() => bert.placeOf(5), RangeError);
});

test("other weights are the file's", () => {
  const name = "encoder.layer.1.output.dense.bias";
  assert.deepEqual(bert.tensor(name), weights.get(name));
});

test("what was learnt of known words goes back to their rows, and the others stay", () => {
  const learnt = new Float32Array(3 * hidden).map((_, at) => at);
  const { data, shape } = bert.wordTable(learnt);
  assert.deepEqual(shape, weights.get(words)?.shape);
  for (let token = 0; token * hidden < whole.length; token++) {
    const row = Array.from(data.slice(token * hidden, (token + 1) * hidden), Number);
    const place = [2, 3, 7].indexOf(token);
    assert.deepEqual(
      row,
      place < 0
        ? [...whole.slice(token * hidden, (token + 1) * hidden)]
        : row.map((_, at) => place * hidden + at),
    );
  }
});
