import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { Encoder } from "../encoder/encoder.ts";
import { textVectors } from "./text-vectors.ts";

/** An encoder whose calls are noted; a text with a `!` fails. */
function noting() {
  const calls: (readonly string[])[] = [];
  const encoder: Encoder = {
    id: "test-encoder",
    async encode(texts) {
      calls.push(texts);
      await setImmediate();
      if (texts.some((text) => text.includes("!"))) throw new Error("no");
      return texts.map((text) => Float32Array.of(text.length));
    },
    async close() {},
  };
  return { calls, encoder };
}

test("texts that come while the encoder is at work go to it together, and each gets its own vector", async () => {
  const { calls, encoder } = noting();
  const { vectorOf } = textVectors(encoder, 1000);
  const texts = Array.from({ length: 100 }, (_, place) => "a".repeat(place + 1));
  const vectors = await Promise.all(texts.map(vectorOf));
  assert.deepEqual(
    vectors.map((vector) => vector?.[0]),
    texts.map(({ length }) => length),
  );
  assert.deepEqual(
    calls.map(({ length }) => length),
    [1, 64, 35],
  );
});

test("a call that fails fails those in it alone, and too many are turned away", async () => {
  const { encoder } = noting();
  const { vectorOf } = textVectors(encoder, 2);
  const [first, wrong, alike, tooMany] = await Promise.allSettled(
    ["a", "b!", "c", "d"].map(vectorOf),
  );
  assert.deepEqual(
    [first?.status, wrong?.status, alike?.status],
    ["fulfilled", "rejected", "rejected"],
  );
  assert.deepEqual(tooMany, { status: "fulfilled", value: undefined });
  assert.deepEqual(await vectorOf("ab"), Float32Array.of(2));
});
