import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningEncoder, never } from "./evaluation-for-tests.ts";
import { createFactMatcher, type Matchable } from "./fact-matcher.ts";

const warm: Matchable = {
  relation: "capable_of",
  tails: ["keep you warm", "retaining body heat"],
};
const encoder = () => meaningEncoder([["retaining body heat", "insulation"], ["look nice"]]);

test("a tail states a fact by its form or its meaning, with a relation that can", async () => {
  const matcher = createFactMatcher(encoder());
  await matcher.prepare([...warm.tails, "keeping you warm", "insulation", "look nice"], never);
  assert.equal(matcher.states("keeping you warm", "capableOf", warm), true);
  assert.equal(matcher.states("insulation", "capableOf", warm), true);
  assert.equal(matcher.states("look nice", "capableOf", warm), false);
  assert.equal(matcher.states("insulation", "isA", warm), false);
  assert.equal(matcher.score("insulation", "isA", warm), -1);
  assert.equal(matcher.states("insulation", "some relation of a shop", warm), true);
});

test("the cut decides", async () => {
  for (const [cut, states] of [
    [0.59, true],
    [0.61, false],
  ] as const) {
    const matcher = createFactMatcher(
      {
        ...encoder(),
        encode: async (texts) =>
          texts.map((text) => Float32Array.from(text === "cosy" ? [0.6, 0.8] : [1, 0])),
      },
      cut,
    );
    await matcher.prepare([...warm.tails, "cosy"], never);
    assert.ok(Math.abs(matcher.score("cosy", "capableOf", warm) - 0.6) < 1e-6);
    assert.equal(matcher.states("cosy", "capableOf", warm), states);
  }
});

test("each text is encoded once, however often it is prepared", async () => {
  const counted = encoder();
  const matcher = createFactMatcher(counted);
  const many = Array.from({ length: 1200 }, (_, index) => `text ${index}`);
  await matcher.prepare(["a", "b", "a", ...many], never);
  await matcher.prepare(["b", "c", ...many], never);
  assert.deepEqual(counted.encoded, ["a", "b", ...many, "c"]);
});

test("a text that was not prepared is an error, and a stop is heard", async () => {
  const matcher = createFactMatcher(encoder());
  assert.throws(() => matcher.states("insulation", "capableOf", warm), /"insulation".*prepared/);
  const stopped = AbortSignal.abort(new Error("stopped"));
  await assert.rejects(matcher.prepare(["a"], stopped), /stopped/);
});
