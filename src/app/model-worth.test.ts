import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { bestModel, worthOf } from "./model-worth.ts";
import type { AskedModel } from "./ports.ts";

const named = (name: string, price: AskedModel["price"]): readonly AskedModel[] => [
  {
    ...{ name, section: `language-models.${name}`, roles: [], price },
    asker: scriptedModel({ id: name, answer: () => "" }),
  } as Partial<AskedModel> as AskedModel,
];
const paid = { input: 1, output: 1, asOf: null };
const free = { input: 0, output: 0, asOf: null };
const spent = (model: string, calls: number, costUsd: number) => ({
  ...{ model, calls, costUsd, inputTokens: 1_000_000, outputTokens: 1_000_000 },
});
const counts = (claims: number, labelled: number, accepted: number) => ({
  ...{ claims, labelled, accepted },
});

test("accepted claims are all claims times the share of the labelled ones, for a dollar and a call", () => {
  const worth = worthOf(named("a", paid), spent("a", 100, 2), counts(300, 10, 5));
  assert.equal(worth.costPerCall, 0.02);
  assert.equal(worth.acceptedPerDollar?.mean, 75);
  assert.equal(worth.acceptedPerCall?.mean, 1.5);
  const [low = 0, high = 0] = worth.acceptedPerDollar?.interval ?? [];
  const [lowShare = 0, highShare = 0] = worth.accepted?.interval ?? [];
  assert(Math.abs(low - 150 * lowShare) < 1e-9 && Math.abs(high - 150 * highShare) < 1e-9);
});

test("calls of before a price was known are reckoned by it; without a price nothing is known for a dollar", () => {
  const later = worthOf(named("a", paid), spent("a", 100, 0), counts(300, 10, 5));
  assert.equal(later.costPerCall, 0.02);
  for (const price of [undefined, free]) {
    const worth = worthOf(named("a", price), spent("a", 100, 0), counts(300, 10, 5));
    assert.deepEqual(
      [worth.costPerCall, worth.acceptedPerDollar],
      [price === undefined ? null : 0, null],
    );
    assert.equal(worth.acceptedPerCall?.mean, 1.5);
  }
});

test("the best has most for a dollar where two cost some, else for a call; it is clear where no interval reaches it", () => {
  const cheap = worthOf(named("cheap", paid), spent("cheap", 100, 1), counts(100, 40, 20));
  const dear = worthOf(named("dear", paid), spent("dear", 100, 10), counts(100, 40, 40));
  const local = worthOf(named("local", free), spent("local", 100, 0), counts(100, 40, 2));
  assert.deepEqual(bestModel([dear, cheap, local]), {
    ...{ name: "cheap", by: "acceptedPerDollar", isClear: true },
  });
  assert.deepEqual(bestModel([local, dear]), {
    ...{ name: "dear", by: "acceptedPerCall", isClear: true },
  });
  const near = worthOf(named("near", paid), spent("near", 100, 1), counts(100, 40, 22));
  assert.deepEqual(bestModel([cheap, near]), {
    ...{ name: "near", by: "acceptedPerDollar", isClear: false },
  });
  const unlabelled = worthOf(named("u", paid), spent("u", 100, 1), counts(100, 0, 0));
  assert.equal(bestModel([cheap, unlabelled]), undefined);
});

test("where labels are lacking, the next step is that of what is there", () => {
  const next = (calls: number, claims: number) =>
    worthOf(
      named("large", paid),
      calls === 0 ? undefined : spent("large", calls, 1),
      counts(claims, 0, 0),
    ).next;
  assert.match(
    next(0, 0) ?? "",
    /^Set roles\.generate: large, and run `cosmo run --limit-types 20`/,
  );
  assert.match(next(9, 0) ?? "", /run `cosmo run refine`/);
  assert.match(next(9, 9) ?? "", /draw-labels/);
});
