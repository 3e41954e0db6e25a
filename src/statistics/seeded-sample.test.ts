import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { createBottomKSample, seededRank, seededSample } from "./seeded-sample.ts";

const self = (key: string): string => key;
const keys = fc.uniqueArray(fc.string({ maxLength: 6 }), { maxLength: 60 });

test("the rank is the SHA-256 that SQL gives too", () => {
  const expected = createHash("sha256").update("7\u001fcamping").digest("hex");
  assert.equal(seededRank(7, "camping"), expected);
});

test("it holds what sorting everything by rank would put first", () => {
  fc.assert(
    fc.property(keys, fc.nat({ max: 20 }), fc.integer(), (all, k, seed) => {
      const sorted = all.toSorted((a, b) => (seededRank(seed, a) < seededRank(seed, b) ? -1 : 1));
      assert.deepEqual(seededSample(all, k, seed, self), sorted.slice(0, k));
    }),
  );
});

test("the order of arrival and repeated keys make no difference", () => {
  fc.assert(
    fc.property(keys, fc.nat({ max: 20 }), fc.integer(), (all, k, seed) => {
      const sample = seededSample(all, k, seed, self);
      assert.deepEqual(seededSample([...all.toReversed(), ...all], k, seed, self), sample);
    }),
  );
});

test("the first value of a key stays", () => {
  const sample = createBottomKSample<string>(2, 1);
  sample.add("a", "first");
  sample.add("a", "second");
  assert.deepEqual(sample.values(), ["first"]);
});

test("every key has the same chance, and another seed takes other keys", () => {
  const all = Array.from({ length: 20 }, (_, index) => `key ${index}`);
  const taken = new Map(all.map((key) => [key, 0]));
  for (let seed = 0; seed < 2000; seed++) {
    for (const key of seededSample(all, 5, seed, self)) taken.set(key, (taken.get(key) ?? 0) + 1);
  }
  // 2000 draws with a chance of 1/4: mean 500, standard deviation 19.4; five of them either way.
  for (const [key, times] of taken) assert.ok(Math.abs(times - 500) < 97, `${key}: ${times}`);
});

test("a sample of no size or of a broken size", () => {
  assert.deepEqual(seededSample(["a"], 0, 1, self), []);
  assert.throws(() => createBottomKSample(-1, 1), RangeError);
  assert.throws(() => createBottomKSample(1.5, 1), RangeError);
});

test("what comes again is joined with what is held of its key, and counted to the end of the stream", () => {
  const sample = createBottomKSample<number>(5, 3, (held, further) => held + further);
  for (let round = 0; round < 4; round++)
    for (let key = 0; key < 50; key++) sample.add(String(key), 1);
  assert.deepEqual(sample.values(), [4, 4, 4, 4, 4]);
});
