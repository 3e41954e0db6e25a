import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeOnce } from "./encode-once.ts";
import type { Encoder } from "./encoder.ts";

const never = new AbortController().signal;

function counting(): { readonly encoder: Encoder; readonly asked: string[][] } {
  const asked: string[][] = [];
  const encoder: Encoder = {
    id: "lengths",
    async encode(texts) {
      asked.push([...texts]);
      if (texts.includes("")) throw new RangeError("nothing to encode");
      return texts.map((text) => Float32Array.of(text.length));
    },
    async close() {},
  };
  return { encoder, asked };
}

test("a text is encoded once, and each place has its vector", async () => {
  const { encoder, asked } = counting();
  const once = encodeOnce(encoder);
  assert.equal(once.id, "lengths");
  await once.encode(["a", "bb", "a"], never);
  const vectors = await once.encode(["ccc", "a", "bb"], never);
  assert.deepEqual(
    vectors.flatMap((vector) => [...vector]),
    [3, 1, 2],
  );
  await once.encode(["bb"], never);
  assert.deepEqual(asked, [["a", "bb"], ["ccc"]]);
});

test("what failed is asked again", async () => {
  const { encoder, asked } = counting();
  const once = encodeOnce(encoder);
  await assert.rejects(once.encode(["", "a"], never), RangeError);
  const [vector] = await once.encode(["a"], never);
  assert.deepEqual(vector, Float32Array.of(1));
  assert.deepEqual(asked, [["", "a"], ["a"]]);
});
