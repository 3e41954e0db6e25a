import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { classCounts, classScore, macroF1, macroF1Among, microF1 } from "./class-scores.ts";

const near = (found: number, wanted: number): void =>
  assert.ok(Math.abs(found - wanted) < 1e-12, `${found}, not ${wanted}`);

// Printed by scikit-learn 1.9.1:
//   t, p = [0,0,0,1,1,2,2,2,2,3], [0,0,1,1,2,2,2,0,2,2]
//   f1_score(t, p, average="macro"), f1_score(t, p, average="micro")
//   precision_recall_fscore_support(t, p, labels=[0, 1, 2, 3, 4])
const truth = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3];
const predicted = [0, 0, 1, 1, 2, 2, 2, 0, 2, 2];

test("precision, recall and F1 are scikit-learn's, also of classes that are absent", () => {
  const scores = classCounts(5, truth, predicted).map(classScore);
  const wanted = [
    [0.66666667, 0.66666667, 0.66666667],
    [0.5, 0.5, 0.5],
    [0.6, 0.75, 0.66666667],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const [place, { precision, recall, f1 }] of scores.entries()) {
    assert.deepEqual(
      [precision, recall, f1].map((value) => Number(value.toFixed(8))),
      wanted[place],
    );
  }
});

test("macro F1 leaves out a class that is nowhere and counts one that is missed", () => {
  near(macroF1(classCounts(4, truth, predicted)), 0.45833333333333326);
  near(macroF1(classCounts(5, truth, predicted)), 0.45833333333333326);
  near(microF1(classCounts(5, truth, predicted)), 0.6);
});

test("a class that is only predicted counts as 0", () => {
  // f1_score([0,0,1,1], [0,2,1,1], average="macro"), and "micro"
  const counts = classCounts(3, [0, 0, 1, 1], [0, 2, 1, 1]);
  near(macroF1(counts), 0.5555555555555555);
  near(microF1(counts), 0.75);
});

test("among some items the mean is over the same classes: one that none of them is of has its F1 of all", () => {
  const whole = classCounts(5, truth, predicted);
  near(macroF1Among(whole, whole), macroF1(whole));
  // Items of classes 0 and 1: of 2 and 3 nothing can be said there, and 4 is nowhere.
  const some = classCounts(5, truth.slice(0, 5), predicted.slice(0, 5));
  near(macroF1Among(some, whole), (0.8 + 0.5 + 2 / 3 + 0) / 4);
});

const decisions = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1 });

test("micro F1 is the share of right ones; neither order nor names of classes matter", () => {
  fc.assert(
    fc.property(decisions, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (pairs, names) => {
      const of = (some: readonly (readonly [number, number])[]) =>
        classCounts(
          4,
          some.map(([own]) => own),
          some.map(([, said]) => said),
        );
      const counts = of(pairs);
      near(microF1(counts), pairs.filter(([own, said]) => own === said).length / pairs.length);
      const named = of(
        pairs.toReversed().map(([own, said]) => [names[own] ?? 0, names[said] ?? 0]),
      );
      near(macroF1(named), macroF1(counts));
      assert.ok(macroF1(counts) >= 0 && macroF1(counts) <= 1);
    }),
  );
});

test("places that are no class, and lists that differ in length, are errors", () => {
  assert.throws(() => classCounts(2, [0, 1], [0, 2]), RangeError);
  assert.throws(() => classCounts(2, [0, 1], [0]), RangeError);
});
