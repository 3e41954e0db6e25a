import assert from "node:assert/strict";
import { test } from "node:test";
import type { Encoder } from "../encoder/encoder.ts";
import { cosineMeasure, textPair } from "./context-cosine.ts";

const never = new AbortController().signal;

/** Puts a text on the unit circle, at the angle in degrees that it says. */
function angleEncoder(): Encoder & { readonly encoded: string[][] } {
  const encoded: string[][] = [];
  return {
    id: "angles",
    dimension: 2,
    encoded,
    async encode(texts) {
      encoded.push([...texts]);
      return texts.map((text) => {
        const radians = (Number(text) / 180) * Math.PI;
        return Float32Array.of(Math.cos(radians), Math.sin(radians));
      });
    },
    async close() {},
  };
}

test("a pair of texts is measured by the angle between them, and no text of a batch is encoded twice", async () => {
  const encoder = angleEncoder();
  const measure = cosineMeasure(encoder);
  const pairs = [
    textPair("0", "60"),
    textPair("0", "0"),
    textPair("60", "150"),
    textPair("0", "180"),
  ];
  assert.deepEqual(await measure.of(pairs, never), [0.5, 1, 0, -1]);
  assert.deepEqual(encoder.encoded, [["0", "60", "150", "180"]]);
  assert.equal(measure.name, "cosine by angles");
});

test("what differs behind the fourth decimal, as it may between batches, is one value", async () => {
  const [one, other] = await cosineMeasure(angleEncoder()).of(
    [textPair("0", "70"), textPair("0", "70.001")],
    never,
  );
  assert.equal(one, 0.342);
  assert.equal(other, one);
});
