import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScopePlan } from "../generation/plan-generation.ts";
import { around } from "../language-model/estimate-usage.ts";
import {
  addedMinutes,
  addedSpending,
  judgingSpending,
  plannedMinutes,
  relationSpending,
  totalSpending,
} from "./planned-spending.ts";

const types: ScopePlan = {
  ...{
    asked: "product-type",
    heads: 5,
    ofHeads: 9,
    answers: 100,
    calls: 60,
    inJobs: 0,
    waiting: 0,
  },
  ...{ covers: { products: 1, queries: 1, pairs: 1 }, atMost: false, share: around(1, 0) },
  relations: [
    {
      ...{ relation: "usedFor", answers: 50, calls: 40 },
      tokens: { inputTokens: around(8000, 0.05), outputTokens: around(400, 0.1) },
    },
    {
      ...{ relation: "isA", answers: 50, calls: 20 },
      tokens: { inputTokens: around(4000, 0.05), outputTokens: around(200, 0.1) },
    },
  ],
};
const queries: ScopePlan = {
  ...types,
  ...{ asked: "query", atMost: true, share: { low: 0.7, expected: 0.85, high: 1 } },
};
const price = { input: 1, output: 10 };

test("each relation has its tokens and money, and they sum up to the whole", () => {
  const rows = relationSpending(types, price);
  assert.deepEqual(
    rows.map(({ relation, calls, inputTokens, costUsd }) => [
      ...[relation, calls, inputTokens, costUsd?.expected],
    ]),
    [
      ["usedFor", 40, 8000, 0.012],
      ["isA", 20, 4000, 0.006],
    ],
  );
  const total = totalSpending([types], price);
  assert.deepEqual([total.calls, total.inputTokens, total.outputTokens], [60, 12_000, 600]);
  assert.equal(total.costUsd?.expected.toFixed(6), "0.018000");
  assert.equal(total.costUsd?.high.toFixed(6), "0.019200");
});

test("what may be explained counts in part, and makes the range wider, never above 1.5 to 1", () => {
  const sure = totalSpending([types, types], price);
  const half = totalSpending([types, queries], price);
  assert.equal(half.calls, 120);
  assert.equal(half.inputTokens, 12_000 + 10_200);
  assert(half.costUsd && sure.costUsd);
  const width = ({ low, high }: { low: number; high: number }): number => high / low;
  assert.ok(width(half.costUsd) > width(sure.costUsd));
  assert.ok(width(totalSpending([queries], price).costUsd ?? around(0, 0)) <= 1.5 + 1e-9);
});

test("without a price the money is unknown, and where nothing is asked it is nothing", () => {
  assert.equal(totalSpending([types], undefined).costUsd, null);
  assert.deepEqual(totalSpending([], price), {
    ...{ calls: 0, inputTokens: 0, outputTokens: 0 },
    costUsd: { low: 0, expected: 0, high: 0 },
  });
});

test("minutes go by how long calls took, and by the limits where those are slower", () => {
  const planned = { calls: 600, inputTokens: 50_000, outputTokens: 10_000, costUsd: null };
  const none = { requestsPerMinute: null, tokensPerMinute: null };
  assert.equal(plannedMinutes(planned, null, none), null);
  assert.equal(plannedMinutes(planned, 0.2, none), 2);
  assert.equal(plannedMinutes(planned, 0.2, { ...none, requestsPerMinute: 100 }), 6);
  assert.equal(plannedMinutes(planned, 0.2, { ...none, tokensPerMinute: 5000 }), 12);
  assert.equal(plannedMinutes({ ...planned, calls: 0 }, 0.2, none), 0);
});

test("verdicts on what is there and on what is to come: money as unsure as their number, questions as the most", () => {
  const plan = {
    ...{ calls: 50, toCome: { low: 25, expected: 50, high: 74.5 } },
    tokens: { inputTokens: around(40_000, 0.1), outputTokens: around(6000, 0) },
  };
  const { costUsd, ...counts } = judgingSpending(plan, price);
  assert.deepEqual(counts, { calls: 125, inputTokens: 40_000, outputTokens: 6000 });
  assert.equal(costUsd?.expected.toFixed(6), "0.100000");
  assert.equal(costUsd?.low.toFixed(6), "0.072000");
  assert.equal(costUsd?.high.toFixed(6), "0.129480");
  assert.equal(judgingSpending(plan, undefined).costUsd, null);

  const both = addedSpending(totalSpending([types], price), {
    ...counts,
    costUsd: costUsd ?? null,
  });
  assert.deepEqual([both.calls, both.inputTokens, both.outputTokens], [185, 52_000, 6600]);
  assert.equal(both.costUsd?.expected.toFixed(6), "0.118000");
  assert.equal(addedSpending(both, { ...counts, costUsd: null }).costUsd, null);
  assert.deepEqual(
    [
      addedMinutes(2, undefined),
      addedMinutes(2, { minutes: 3 }),
      addedMinutes(2, { minutes: null }),
    ],
    [2, 5, null],
  );
});
