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
  const values = await measure.of(pairs, never);
  assert.deepEqual(
    values.map((value) => Math.round(value * 1e6)),
    [500_000, 1_000_000, 0, -1_000_000],
  );
  assert.deepEqual(encoder.encoded, [["0", "60", "150", "180"]]);
  assert.equal(measure.name, "cosine@1 by angles");
});

test("a pair has one value, whatever else is measured with it", async () => {
  const measure = cosineMeasure(angleEncoder());
  const pair = textPair("0", "70.001");
  const [alone] = await measure.of([pair], never);
  const [, among] = await measure.of([textPair("0", "70"), pair], never);
  assert.equal(among, alone);
  assert.ok(Math.abs((alone ?? 0) - Math.cos((70.001 / 180) * Math.PI)) < 1e-7);
});
