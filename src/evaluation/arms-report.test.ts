import assert from "node:assert/strict";
import { test } from "node:test";
import type { ArmHead } from "./arm.ts";
import { armEdge, armHead, armOf } from "./arm-for-tests.ts";
import type { ArmReading } from "./arm-readings.ts";
import { armsReport, type ReadArm } from "./arms-report.ts";

/** 60 products of 20 types, the last 30 of which no pair has, and 20 queries. */
const heads: readonly ArmHead[] = [
  ...Array.from({ length: 60 }, (_, place) =>
    armHead(`p${place}`, { type: `Type ${place % 20}`, inPairs: place < 30 }),
  ),
  ...Array.from({ length: 20 }, (_, place) => armHead(`q${place}`, { kind: "query" })),
];
const headOf = new Map(heads.map((head) => [head.id, head]));

/** Three edges of each of the first products; what is said of each type is its own, or of all the same. */
function arm(name: string, products: number, calls: number, isGeneric = false): ReadArm["arm"] {
  const edges = Array.from({ length: products }, (_, place) =>
    [1, 2, 3].map((tail) =>
      armEdge(`p${place}`, isGeneric ? `tail ${tail}` : `tail ${tail} of type ${place % 20}`),
    ),
  ).flat();
  return armOf(name, edges, { calls, assertions: 60, heads });
}

/** Reads all edges; every n-th of them is found wrong. */
const read = (of: ReadArm["arm"], wrongEvery: number): ReadArm => ({
  arm: of,
  readings: of.edges.map((edge, place): ArmReading => {
    const head = headOf.get(edge.head) ?? assert.fail();
    return { item: place + 1, edge, head, plausible: place % wrongEvery !== 0, decile: 5 };
  }),
});

const options = { genericShare: 0.05, seed: 1 };
const { rows, differences } = armsReport(
  [
    read(arm("pairs", 10, 400), 4),
    read(arm("types", 50, 200), 4),
    read(arm("bland", 60, 200, true), 2),
  ],
  options,
);
const [pairs = assert.fail(), types = assert.fail(), bland = assert.fail()] = rows;

test("precision is the share of what was read, within its interval", () => {
  assert.equal(types.read, 150);
  const { mean, interval } = types.precision ?? assert.fail();
  assert.equal(mean, 112 / 150);
  assert.ok(interval[0] < mean && mean < interval[1]);
  assert.equal(types.precisionByKind.query, null);
  assert.deepEqual(types.precisionByKind.product, types.precision);
  assert.deepEqual(
    types.byFanOut.map(({ decile, heads: own, edges, read: count }) => ({
      decile,
      own,
      edges,
      count,
    })),
    [
      // Ten of the 20 types have two products with edges, and ten have three.
      { decile: 3, own: [2, 2], edges: 60, count: 0 },
      { decile: 8, own: [3, 3], edges: 90, count: 0 },
    ],
  );
});

test("what is right for 100 calls is the edges that are not generic, by the precision read", () => {
  assert.deepEqual(types.nonGeneric.edges, 150);
  assert.equal(types.nonGeneric.per100Calls, 75);
  assert.ok(Math.abs((types.nonGeneric.rightPer100Calls?.mean ?? 0) - 56) < 1e-9);
  assert.equal(types.assertionsPer100Calls, 30);
  assert.equal(bland.nonGeneric.edges, 0);
  assert.equal(bland.nonGeneric.rightPer100Calls, null);
});

test("a head is covered that has three edges; products that no pair has are counted apart too", () => {
  const shares = (row: typeof types) =>
    Object.entries(row.covered).map(([name, { heads: own, share }]) => [name, own, share?.mean]);
  assert.deepEqual(shares(types), [
    ["products", 60, 50 / 60],
    ["queries", 20, 0],
    ["neverBought", 30, 20 / 30],
  ]);
  const { mean, interval } = pairs.covered["neverBought"]?.share ?? assert.fail();
  assert.equal(mean, 0);
  assert.ok(
    interval[0] === 0 && interval[1] > 0.1,
    "20 types at which none is covered leave doubt",
  );
});

test("each arm is held against those before it", () => {
  assert.deepEqual(
    differences.map(({ of, against }) => [of, against]),
    [
      ["types", "pairs"],
      ["bland", "pairs"],
      ["bland", "types"],
    ],
  );
  const [first = assert.fail(), second = assert.fail()] = differences;
  const shares = [112 / 150, 22 / 30] as const;
  assert.equal(first.precision?.mean, shares[0] - shares[1]);
  // 75 edges for 100 calls against 7.5.
  const times = (10 * shares[0]) / shares[1];
  assert.ok(Math.abs((first.timesRightPer100Calls?.mean ?? 0) - times) < 1e-9);
  const [low = 0, high = 0] = first.timesRightPer100Calls?.interval ?? [];
  assert.ok(low < times && high > times);
  assert.ok((first.covered["products"]?.interval[0] ?? 0) > 0.3);
  assert.equal(second.timesRightPer100Calls, null, "nothing of it is specific");
});
