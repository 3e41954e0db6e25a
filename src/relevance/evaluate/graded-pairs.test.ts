import assert from "node:assert/strict";
import { test } from "node:test";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { gradedPairs, requireClasses } from "./graded-pairs.ts";

const judged = (id: string, grade: number, title: string | null): Judgement => ({
  ...{ id, site: "default", locale: "en-US", sku: id, query: `lamp ${id}`, title },
  ...{ description: null, bullets: null, brand: null, colour: null },
  ...{ label: null, grade, spread: null, split: null },
});
const pairsOf = (judgements: readonly Judgement[], cuts: readonly number[] | null = null) =>
  gradedPairs(
    judgements,
    judgements.map(({ query }) => query),
    cuts && { at: cuts, saidBy: "--cuts" },
  );

test("classes are those of judgements that can be learnt from", () => {
  const judgements = [judged("1", 1, "Lamp"), judged("2", 2, null), judged("3", 4, "Tent")];
  const { grading, pairs, withoutTitle } = pairsOf(judgements);
  assert.deepEqual(grading.classes, ["1", "4"]);
  assert.deepEqual(
    pairs.map(({ label, gain }) => [label, gain]),
    [
      [0, 0],
      [1, 7],
    ],
  );
  assert.equal(withoutTitle, 1);
});

test("judgements of one class alone are refused, also where cuts or missing titles leave one", () => {
  const one = [judged("1", 3, "Lamp"), judged("2", 3, "Tent")];
  assert.throws(() => pairsOf(one), { code: "JUDGED_ALIKE", message: /no class but “3” in 2/ });
  const untitled = [...one, judged("3", 1, null)];
  assert.throws(() => pairsOf(untitled), { code: "JUDGED_ALIKE", hint: /--map grade==3/ });
  const two = [...one, judged("3", 1, "Mug")];
  assert.throws(() => pairsOf(two, [1]), { code: "JUDGED_ALIKE", hint: /^--cuts parts none/ });
  const { pairs, grading } = pairsOf(two);
  assert.throws(() => requireClasses(pairs.slice(0, 2), grading, "Draw more."), {
    code: "JUDGED_ALIKE",
    hint: "Draw more.",
  });
});

test("judgements without titles are told as such, not as too few", () => {
  assert.throws(() => pairsOf([judged("1", 3, null), judged("2", 1, null)]), {
    code: "JUDGED_TITLES_MISSING",
    message: /one of 2 judgements/,
  });
});
