import assert from "node:assert/strict";
import { test } from "node:test";
import type { FreePlan, PlannedMining, PlannedTaking } from "../../app/plan-mining.ts";
import { renderFreePlan } from "./free-plan.ts";

const mining = {
  engine: "duckdb",
  days: { first: "2026-01-01", last: "2026-03-01", count: 60, anew: 2, there: 58 },
  pairs: {
    searchBuy: { low: 1000, expected: 2000, high: 3000 },
    coBuy: { low: 10, expected: 20, high: 30 },
  },
  peakBytes: { low: 3e9, expected: 5.25e9, high: 9e9 },
  spillBytes: { low: 0, expected: 1.25e9, high: 5e9 },
  seconds: {
    observe: { low: 60, expected: 90, high: 200 },
    mine: { low: 5, expected: 10, high: 20 },
  },
  minedBy: "sample",
  sample: { events: 100_000, seconds: 3 },
  memoryLimitBytes: 4e9,
  freeDiskBytes: 40e9,
} as const satisfies PlannedMining;
const told = (more: Partial<PlannedTaking>): string => toldOf({ ...mining, ...more });

const toldOf = (planned: PlannedMining): string => {
  const products = 1;
  const stages: FreePlan["stages"] = [
    { name: "observe", state: "never", rows: { products, events: 2_000_000 }, mining: null },
    { name: "mine", state: "never", rows: { products }, mining: planned },
  ];
  const total: FreePlan["total"] = {
    ...{ calls: 0, inputTokens: 0, outputTokens: 0 },
    costUsd: { low: 0, expected: 0, high: 0 },
  };
  return renderFreePlan({ stages, total }, 200);
};

test("rows, days, pairs, memory and time are told with what they are estimated from", () => {
  const text = told({});
  assert.match(text, /^observe: reads 1 product and 2,000,000 events$/m);
  assert.match(text, /^mine: reads 1 product, and what was observed$/m);
  assert.match(text, /60 days, from 2026-01-01 to 2026-03-01: 2 to be observed, 58 there already/);
  assert.match(text, /^pairs of a query and a product +1,000 +2,000 +3,000$/m);
  assert.match(text, /^memory at the peak +3 GB +5\.3 GB +9 GB$/m);
  assert.match(text, /^time to observe +1 min 0 s +1 min 30 s +3 min 20 s$/m);
  assert.match(text, /Next: cosmo run mine$/);
});

test("what each estimate comes from is told", () => {
  const inOneLine = (more: Parameters<typeof told>[0]): string => told(more).replace(/\s+/g, " ");
  assert.match(inOneLine({}), /mined in 3 s\. So are memory and both times\./);
  assert.match(
    inOneLine({ minedBy: "run" }),
    /So are memory and the time to observe\. The time to mine is what the last run took, for each event\./,
  );
});

test("whether memory and disk are enough is told", () => {
  assert.match(told({}), /beyond it goes to the disk, which is slower; 40 GB are free/);
  const little = { freeDiskBytes: 1e9 };
  assert.match(told(little), /probably too little\. Raise sql\.memory-limit/);
  const spare = { spillBytes: { low: 0, expected: 0, high: 1e9 } };
  assert.match(told(spare), /that is probably enough/);
  assert.match(told({ spillBytes: { low: 0, expected: 0, high: 0 } }), /4 GB: that is enough/);
});

test("where Spark mines, what a sample takes of DuckDB is not told as what mining will take", () => {
  const { days, pairs, sample } = mining;
  const withheld = {
    ...{ peakBytes: null, seconds: null, minedBy: null },
    ...{ memoryLimitBytes: null, spillBytes: null, freeDiskBytes: null },
  };
  const text = toldOf({ engine: "spark", days, pairs, sample, ...withheld });
  assert.match(text, /^pairs of two products +10 +20 +30$/m);
  assert.match(text, /observed and mined by DuckDB on this machine in 3 s\./);
  assert.match(text, /Memory and time are not told: sql\.engine is spark.*docs\/spark\.md/);
  assert.doesNotMatch(text, /time to|at the peak|memory-limit|enough/);
});
