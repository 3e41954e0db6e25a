import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutsOfThree, esciGrading, gradingByCuts, gradingByLabels, gradingOf } from "./grading.ts";

const graded = (...grades: readonly number[]) => grades.map((grade) => ({ label: null, grade }));
const labelled = (...labels: readonly string[]) => labels.map((label) => ({ label, grade: null }));

test("ESCI's classes, by letter or name, with the data set's gains", () => {
  const gainOf = (label: string) =>
    esciGrading.gains[esciGrading.classOf({ label, grade: null }) ?? -1];
  assert.deepEqual(["E", "S", "C", "I"].map(gainOf), [1, 0.1, 0.01, 0]);
  assert.deepEqual(["Exact", "irrelevant", "X"].map(gainOf), [1, 0, undefined]);
  assert.deepEqual(esciGrading.classes, ["I", "C", "S", "E"]);
});

test("means of three raters are cut below 2 and below 2.6", () => {
  const { classes, gains, classOf } = gradingByCuts(cutsOfThree);
  assert.deepEqual(graded(1, 1.99, 2, 2.59, 2.6, 3).map(classOf), [0, 0, 1, 1, 2, 2]);
  assert.deepEqual(
    [classes, gains],
    [
      ["< 2", "< 2.6", ">= 2.6"],
      [0, 1, 3],
    ],
  );
  assert.deepEqual(labelled("3").map(classOf), [null]);
  for (const cuts of [[], [2, 2], [3, 2], [Number.NaN]]) {
    assert.throws(() => gradingByCuts(cuts), RangeError);
  }
});

const cutsAt = (...at: readonly number[]) => ({ at, saidBy: "--cuts" });

test("whole grades that occur are classes of their own; means need cuts, and are not guessed at", () => {
  const whole = gradingOf(graded(4, 1, 2));
  assert.deepEqual(
    [whole.classes, whole.gains, whole.names],
    [
      ["1", "2", "4"],
      [0, 1, 7],
      [["1"], ["2"], ["4"]],
    ],
  );
  assert.deepEqual(graded(1, 4, 2.5, 3).map(whole.classOf), [0, 2, null, null]);
  assert.equal(gradingOf(labelled("E", "I", "S", "C")), esciGrading);
  const two = gradingOf(labelled("E", "I", "exact"));
  assert.deepEqual(
    [two.classes, two.gains],
    [
      ["I", "E"],
      [0, 1],
    ],
  );
  assert.deepEqual(labelled("E", "irrelevant", "S").map(two.classOf), [1, 0, null]);
  assert.deepEqual(gradingOf(graded(1.5, 3), cutsAt(2)).classes, ["< 2", ">= 2"]);
  assert.deepEqual(gradingOf(graded(1.5, 3), cutsAt(2, 2.6)).classes, ["< 2", ">= 2.6"]);
});

test("where no grading fits, the cause is told", () => {
  for (const [rows, cuts, message, hint] of [
    [graded(3, 2.33), null, /grade 2\.33 is not whole/, /--cuts 2,2\.6/],
    [labelled("E", "good"), null, /label good is none of ESCI's/, /grades/],
    [graded(0, 1, 10, 100), null, /from 0 to 100: .* at most 10/, /--cuts=1,10,100 /],
    [graded(-1, 1, 2, 3), null, /grade -1 is below 0/, /--cuts=1,2,3 /],
    [graded(-2, -1, 0), null, /grade -2 is below 0/, /--cuts=-1,0 /],
    [[...labelled("E"), ...graded(2)], null, /1 of 2 .* as E, .* as 2: .* not by both/, /--map/],
    [labelled("E", "I"), cutsAt(2, 2.6), /^--cuts parts grades, .* 2 of 2/, /Leave out --cuts/],
    [
      [...graded(2), ...labelled("E")],
      { at: [2], saidBy: "relevance.cuts in cosmo.yaml" },
      /^relevance\.cuts in cosmo\.yaml .* 1 of 2/,
      /Leave out relevance\.cuts/,
    ],
    [[], null, /no judgements/, /files/],
  ] as const) {
    assert.throws(() => gradingOf(rows, cuts), { code: "GRADING_UNKNOWN", message, hint });
  }
  // The cuts that the hint names are what it says.
  assert.equal(gradingOf(graded(-1, 1, 2, 3), cutsAt(1, 2, 3)).classes.length, 4);
});

test("a better grade has no worse class", () => {
  const cuts = fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 });
  const grade = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(cuts, grade, grade, (given, a, b) => {
      const { classes, gains, classOf } = gradingByCuts(given.toSorted((x, y) => x - y));
      const [low, high] = graded(Math.min(a, b), Math.max(a, b)).map(classOf);
      assert.ok((low ?? 9) <= (high ?? -1) && (high ?? 9) < classes.length);
      assert.ok((gains[low ?? 0] ?? 9) <= (gains[high ?? 0] ?? -1));
    }),
    { numRuns: 200 },
  );
});

test("labels of one's own come with their order", () => {
  const { classOf, gains } = gradingByLabels([
    ["bad", 0],
    ["good", 1],
  ]);
  assert.deepEqual([...labelled("Good", "BAD").map(classOf), gains], [1, 0, [0, 1]]);
});
