import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ProductCoverage,
  productOutcomes,
  type QueryCoverage,
  queryOutcomes,
} from "../../domain/tables/mining-coverage.ts";
import { type ProductGroup, productsReport, queriesReport } from "./coverage-report.ts";

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const someProducts: fc.Arbitrary<ProductCoverage> = fc.record({
  domain: fc.constantFrom("Outdoor", "Home", "Others"),
  productType: fc.option(fc.constantFrom("tent", "lamp", "chair")),
  outcome: fc.constantFrom(...productOutcomes),
  rule: fc.option(fc.constantFrom("clickRate", "belowChance")),
  products: fc.nat(1000),
});

const isWhole = ({ products, kept, uncovered, reasons }: Omit<ProductGroup, "name">): void => {
  assert.equal(kept + sum(reasons.map((reason) => reason.products)), products);
  const superseded = reasons.filter(({ outcome }) => outcome === "superseded");
  assert.equal(kept + uncovered + sum(superseded.map((reason) => reason.products)), products);
};

test("reasons add up to all products, in all and in each department and type", () => {
  fc.assert(
    fc.property(fc.array(someProducts), (rows) => {
      const report = productsReport(rows, null);
      const all = sum(rows.map(({ products }) => products));
      assert.equal(report.products, all);
      isWhole(report);
      for (const list of [report.domains, report.types]) {
        assert.equal(sum(list.rows.map(({ products }) => products)), all);
        list.rows.forEach(isWhole);
        const named = list.rows.filter(({ name }) => name !== null);
        assert.equal(list.total, named.length);
        assert.equal(list.withoutPair, named.filter(({ kept }) => kept === 0).length);
      }
    }),
  );
});

test("the largest uncovered types come first, as many as are wanted; one without a name is none of the types", () => {
  const rows = (["tent", "lamp", null, "chair"] as const).map(
    (productType, place): ProductCoverage => ({
      domain: "Outdoor",
      productType,
      outcome: productType === "chair" ? "superseded" : "neverSeen",
      rule: null,
      products: [2, 3, 7, 9][place] ?? 0,
    }),
  );
  const { types, uncovered, uncoveredWithoutType } = productsReport(rows, 3);
  assert.deepEqual([uncovered, uncoveredWithoutType, types.total], [12, 7, 3]);
  assert.deepEqual(
    types.rows.map(({ name }) => name),
    [null, "lamp", "tent"],
  );
});

test("queries: shares are of those that passed the gate, and of all where it stopped them", () => {
  const rows: readonly QueryCoverage[] = [
    { outcome: "stopped", rule: "fewCustomers", queries: 80, searches: 100 },
    { outcome: "noPurchase", rule: null, queries: 10, searches: 100 },
    { outcome: "cut", rule: "clickRate", queries: 5, searches: 200 },
    { outcome: "kept", rule: null, queries: 5, searches: 600 },
  ];
  const { passed, kept, outcomes } = queriesReport(rows);
  assert.deepEqual(
    [passed, kept],
    [
      { queries: 20, searches: 900 },
      { queries: 5, searches: 600 },
    ],
  );
  assert.deepEqual(
    outcomes.map(({ outcome, share, shareOfSearches }) => [outcome, share, shareOfSearches]),
    [
      ["kept", 5 / 20, 600 / 900],
      ["cut", 5 / 20, 200 / 900],
      ["noPurchase", 10 / 20, 100 / 900],
      ["stopped", 80 / 100, 100 / 1000],
    ],
  );
  assert.deepEqual(
    new Set(queryOutcomes),
    new Set(outcomes.map(({ outcome }) => outcome)),
    "every outcome has its place",
  );
  assert.deepEqual(queriesReport([]), {
    all: { queries: 0, searches: 0 },
    passed: { queries: 0, searches: 0 },
    kept: { queries: 0, searches: 0 },
    outcomes: [],
  });
});
