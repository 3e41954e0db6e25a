import assert from "node:assert/strict";
import { test } from "node:test";
import { Safetensors } from "./safetensors.ts";
import { float32 } from "./tensor.ts";
import { joinSafetensors, writeSafetensors } from "./write-safetensors.ts";

const tensors = new Map([
  ["scale", float32([1.5, -2], [2])],
  ["table", float32([1, 2, 3, 4, 5, 6], [2, 3])],
]);

test("tensors are views of the file", () => {
  const file = writeSafetensors(tensors);
  const weights = new Safetensors(file);
  assert.deepEqual(weights.tensor("table"), float32([1, 2, 3, 4, 5, 6], [2, 3]));
  assert.deepEqual(weights.tensor("scale"), float32([1.5, -2], [2]));
  assert.equal(weights.tensor("table").data.buffer, file.buffer);
});

test("what stands in the header beside the tensors comes back", () => {
  const file = new Safetensors(writeSafetensors(tensors, { step: "7" }));
  assert.deepEqual(file.metadata, { step: "7" });
  assert.deepEqual(new Safetensors(writeSafetensors(tensors)).metadata, {});
});

test("data at an odd place is read too", () => {
  const file = writeSafetensors(tensors);
  const shifted = new Uint8Array(file.byteLength + 1);
  shifted.set(file, 1);
  const weights = new Safetensors(shifted.subarray(1));
  assert.deepEqual(weights.tensor("scale"), float32([1.5, -2], [2]));
});

test("integers keep their type", () => {
  const header = JSON.stringify({ ids: { dtype: "I64", shape: [2], data_offsets: [0, 16] } });
  const weights = new Safetensors(joinSafetensors(header, [BigInt64Array.of(-1n, 2n ** 40n)]));
  assert.deepEqual(weights.tensor("ids").data, BigInt64Array.of(-1n, 2n ** 40n));
});

const broken = (message: RegExp) => ({ name: "CosmoError", code: "MODEL_FILE_BROKEN", message });

test("a file cut anywhere is refused", () => {
  const file = writeSafetensors(tensors);
  for (let length = 0; length < file.byteLength; length += 1) {
    assert.throws(
      () => {
        const weights = new Safetensors(file.slice(0, length));
        weights.tensor("scale");
        weights.tensor("table");
      },
      broken(/cut off|outside the file/),
    );
  }
});

test("a header that lies is refused", () => {
  const read = (entry: unknown) => () =>
    new Safetensors(joinSafetensors(JSON.stringify({ x: entry }), [Float32Array.of(1, 2)])).tensor(
      "x",
    );
  assert.throws(read({ dtype: "F32", shape: [3], data_offsets: [0, 8] }), broken(/fill its shape/));
  assert.throws(read({ dtype: "F32", shape: [2], data_offsets: [4, 12] }), broken(/outside/));
  assert.throws(read({ dtype: "F32", shape: [2], data_offsets: [-8, 0] }), broken(/outside/));
  assert.throws(read({ dtype: "BF16", shape: [4], data_offsets: [0, 8] }), broken(/type BF16/));
  assert.throws(read({ shape: [2] }), broken(/no tensor x/));
  assert.throws(() => new Safetensors(joinSafetensors("{ oh", [])), broken(/not JSON/));
  assert.throws(() => new Safetensors(joinSafetensors("7", [])), broken(/not a JSON object/));
});
