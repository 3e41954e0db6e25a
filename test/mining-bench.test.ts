import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Measure } from "../bench/bench-document.ts";
import { type MeasuredProcess, measuredProcess } from "../bench/measured-process.ts";
import { growthExponent } from "../bench/mining/growth-exponent.ts";
import { slicesOf } from "../bench/mining/import-plan.ts";
import { miningMeasures, type SizeResult } from "../bench/mining/measures.ts";
import type { SimulatedLog } from "../bench/mining/simulated-log.ts";

const near = (value: number | undefined, expected: number): void =>
  assert(Math.abs((value ?? Number.NaN) - expected) < 1e-9, `${value}, not ${expected}`);

test("growth is 1 where time grows as the log, 2 where it grows as its square", () => {
  near(
    growthExponent([
      [1, 3],
      [5, 15],
      [50, 150],
    ]),
    1,
  );
  near(
    growthExponent([
      [2, 8],
      [3, 18],
      [10, 200],
    ]),
    2,
  );
  assert(Number.isNaN(growthExponent([[1, 3]])));
});

test("parts are cut where they are full, days one behind the other, no row left out or twice", () => {
  const days = [
    { day: "one", rows: 3 },
    { day: "two", rows: 9 },
    { day: "three", rows: 1 },
  ];
  assert.deepEqual(slicesOf(days, 5), [
    [
      { day: "one", from: 0, to: 3 },
      { day: "two", from: 0, to: 2 },
    ],
    [{ day: "two", from: 2, to: 7 }],
    [
      { day: "two", from: 7, to: 9 },
      { day: "three", from: 0, to: 1 },
    ],
  ]);
});

const before = { load: 0.5, busyCores: 0.1 };
const run = (seconds: number, peakGigabytes = 1): MeasuredProcess => ({
  ...{ seconds, peakGigabytes, processorSeconds: 2 * seconds, before },
});
const logOf = (events: number): SimulatedLog => ({
  ...{ folder: "", events, products: 10, content: "c0ffee" },
  days: [
    { day: "2025-10-15", rows: events - 5, content: "a" },
    { day: "2025-10-16", rows: 5, content: "b" },
  ],
});
const size = (
  millions: number,
  ours: readonly number[],
  bare: readonly number[],
  polars: readonly number[],
): SizeResult => ({
  ...{ millions, log: logOf(millions * 1e6), ours: ours.map((seconds) => run(seconds, seconds)) },
  peers: [
    { id: "against-bare-sql", name: "bare", runs: bare.map((seconds) => run(seconds)) },
    {
      ...{ id: "against-polars", name: "polars", runs: polars.map((seconds) => run(seconds)) },
      ...(polars.length === 0
        ? { missing: "it was killed" }
        : { agreements: [{ query: "co-buy", agreed: 3, rows: 4 }] }),
    },
  ],
});

function measuresById(): Readonly<Record<string, Measure>> {
  const sizes = [size(1, [2, 4, 3], [1, 2, 2], [6]), size(10, [30], [15], [])];
  const day = { added: [run(2)], alone: [run(1)], log: logOf(100) };
  const measures = miningMeasures(sizes, [{ query: "search-buy", agreed: 9, rows: 9 }], [day]);
  return Object.fromEntries(measures.map((measure) => [measure.id, measure]));
}

test("a size has the median of its times and the largest of its peaks, beside bare SQL and the machine's load", () => {
  const {
    "wall-time-1m": time,
    "peak-memory-1m": peak,
    "growth-exponent": growth,
  } = measuresById();
  assert.equal(time?.value, 3);
  assert.deepEqual(time.reference, { name: "bare", value: 2 });
  near(time.ratio, 2 / 3);
  assert.deepEqual(time.before, [before, before, before]);
  assert.equal(peak?.value, 4);
  near(growth?.value, 1);
});

test("a peer stands at the largest size at which it was there, and is named where it is missing", () => {
  const { "against-bare-sql": bare, "against-polars": polars } = measuresById();
  near(bare?.ratio, 0.5);
  assert.match(bare?.note ?? "", /at 10 M events; 0\.67 at 1 M$/);
  assert.deepEqual(polars?.reference, { name: "polars", value: 6 });
  near(polars?.ratio, 2);
  assert.match(polars?.note ?? "", /polars is missing at 10 M: it was killed/);
});

test("a peer that is missing at all sizes has neither reference nor ratio", () => {
  const measures = miningMeasures([size(1, [2], [1], [])], [], []);
  const polars = measures.find(({ id }) => id === "against-polars");
  assert(polars !== undefined && !("reference" in polars) && !("ratio" in polars));
  assert.match(polars.note ?? "", /polars is missing at 1 M: it was killed/);
});

test("one more day is held against that day alone, and agreement against all rows", () => {
  const found = measuresById();
  near(found["one-more-day"]?.ratio, 0.5);
  near(found["search-buy-as-mined"]?.ratio, 1);
  near(found["co-buy-against-polars-1m"]?.ratio, 0.75);
});

const folder = mkdtempSync(join(tmpdir(), "cosmo-measured-process-"));
after(() => rmSync(folder, { recursive: true }));
const options = { log: join(folder, "log") };

test("memory and processor time of a process are seen from outside", async () => {
  const held = 300e6;
  const script = `const held = Buffer.alloc(${held}, 1); const end = performance.now() + 300;
    while (performance.now() < end); setTimeout(() => held, 100)`;
  const found = await measuredProcess(process.execPath, ["-e", script], options);
  assert(found.peakGigabytes > held / 1e9, `${found.peakGigabytes} GB`);
  assert(found.processorSeconds > 0, `${found.processorSeconds} s of processors`);
  assert(found.seconds >= 0.4, `${found.seconds} s`);
});

test("a process that fails is an error with what it said last", async () => {
  await assert.rejects(
    measuredProcess(
      process.execPath,
      ["-e", "console.error('no rows'); process.exitCode = 3"],
      options,
    ),
    /ended with 3: no rows/,
  );
});
