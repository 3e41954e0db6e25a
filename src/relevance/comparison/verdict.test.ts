import assert from "node:assert/strict";
import { test } from "node:test";
import { passedControl } from "./relevance-for-tests.ts";
import { type Demands, type Finding, verdictOf } from "./verdict.ts";

const finding: Finding = {
  figure: { mean: 0.03, interval: [0.01, 0.05] },
  reseed: { mean: 0, interval: [-0.008, 0.008] },
  adjusted: 0.01,
  seeds: 5,
};
const demands: Demands = {
  ...{ control: passedControl, leaks: [], worthwhile: 0.01, detectable: 0.009 },
};
const kindOf = (some: Partial<Finding>, other: Partial<Demands> = {}) =>
  verdictOf({ ...finding, ...some }, { ...demands, ...other }).verdict;
const zero = { mean: 0.001, interval: [-0.004, 0.006] } as const;

test("a lift lies above 0 and above what another initialisation gives, and survives adjustment", () => {
  assert.equal(kindOf({}), "lift");
  assert.equal(kindOf({ figure: { mean: 0.03, interval: [-0.001, 0.06] } }), "cannot tell");
  assert.equal(kindOf({ reseed: { mean: 0, interval: [-0.04, 0.04] } }), "cannot tell");
  assert.equal(kindOf({ adjusted: 0.051 }), "cannot tell");
});

test("harm is the same below 0", () => {
  const figure = { mean: -0.03, interval: [-0.05, -0.01] } as const;
  assert.equal(kindOf({ figure }), "harm");
  assert.notEqual(kindOf({ figure, reseed: { mean: 0, interval: [-0.04, 0.04] } }), "harm");
});

test("no lift is said only where one worth having would be seen and none has room", () => {
  assert.equal(kindOf({ figure: zero, adjusted: 0.6 }), "no lift");
  const blind = verdictOf(
    { ...finding, figure: zero, adjusted: 0.6 },
    { ...demands, detectable: 0.02 },
  );
  assert.equal(blind.verdict, "cannot tell");
  assert.match(blind.because, /detectable difference is 2\.0 points, above a lift of 1\.0 points/);
  assert.equal(kindOf({ figure: zero, adjusted: 0.6 }, { detectable: null }), "cannot tell");
  const roomy = { mean: 0.004, interval: [-0.004, 0.012] } as const;
  assert.equal(kindOf({ figure: roomy, adjusted: 0.3 }), "cannot tell");
});

test("with fewer than five seeds there is never a lift", () => {
  assert.equal(kindOf({ seeds: 4 }), "too few seeds");
  assert.equal(kindOf({ seeds: 4, figure: zero }), "too few seeds");
});

test("where the control failed neither a lift nor a null is said", () => {
  const control = { ...passedControl, passed: false, faults: ["the curve does not surely rise"] };
  assert.equal(kindOf({}, { control }), "control failed");
  assert.equal(kindOf({ figure: zero, seeds: 2 }, { control }), "control failed");
  assert.match(verdictOf(finding, { ...demands, control }).because, /does not surely rise/);
});

test("where nothing is compared it cannot tell", () => {
  assert.equal(kindOf({ figure: null, adjusted: 1 }), "cannot tell");
});

test("where a label leaked, no difference means anything", () => {
  const leak = {
    name: "label-in-critic",
    message: "The critic saw the label of a query.",
  } as const;
  assert.equal(kindOf({}, { leaks: [leak] }), "labels leaked");
});
