import assert from "node:assert/strict";
import { test } from "node:test";
import { blendedRuns, blendsOf } from "./blended-rows.ts";
import type { HeldOut } from "./held-out-row.ts";

test("rows are blended with rows that are told the same, where all of them are there", () => {
  const fixed = ["lexical", "bi-encoder/fixed"];
  assert.deepEqual(
    blendsOf([...fixed, "cross-encoder/fixed"]).map(({ id, of }) => ({ id, of })),
    [{ id: "blend/fixed", of: fixed }],
  );
  const told = fixed.map((id) => `${id}+sibling`);
  assert.deepEqual(
    blendsOf([...fixed, ...told, "lexical+knowledge"]).map(({ id }) => id),
    ["blend/fixed", "blend/fixed+sibling"],
  );
});

/** What a blend of these rows comes to, in one fold whose first judgements are validated by. */
function blended(rows: readonly string[], parts: readonly HeldOut[], labels: readonly number[]) {
  const pairs = labels.map((label, at) => ({
    ...{ id: String(at), label, group: String(at), query: "", product: "", slices: [] },
    words: { query: "", title: "", description: null, bullets: null, brand: null, colour: null },
  }));
  const [blend = fail()] = blendsOf(rows);
  const sides = { learn: [], validation: [...labels.keys()], evaluated: [] };
  const [[fold = fail()] = []] = blendedRuns(
    blend,
    parts.map((part) => [[part]]),
    { folds: [sides], pairs },
  );
  return { id: blend.id, fold };
}

const fail = (): never => assert.fail("no blend");

const yes = (...chances: readonly number[]): readonly Float64Array[] =>
  chances.map((chance) => Float64Array.of(1 - chance, chance));

test("probabilities are pooled by their logarithms, each judgement by itself, and sum to 1", () => {
  const { fold } = blended(
    ["lexical", "bi-encoder/fixed"],
    [
      { validation: yes(0.5), evaluated: yes(0.2, 0) },
      { validation: yes(0.5), evaluated: yes(0.5, 0.5) },
    ],
    [1],
  );
  const [first, second] = fold.evaluated;
  // √(0.8 · 0.5) to √(0.2 · 0.5) is 2 to 1.
  assert.ok(Math.abs((first?.[0] ?? 0) - 2 / 3) < 1e-6, String(first));
  assert.ok((second?.[0] ?? 0) > 0.999, String(second));
  assert.ok(Math.abs((first?.[0] ?? 0) + (first?.[1] ?? 0) - 1) < 1e-12);
  assert.equal(fold.validation.length, 1);
});

test("in what is served the validation side sets how sure the encoder is, and how much words count", () => {
  const right = yes(0.9, 0.1, 0.9, 0.1);
  const wrong = yes(0.1, 0.9, 0.1, 0.9);
  const unsure = yes(0.5, 0.5, 0.5, 0.5);
  const served = (words: readonly Float64Array[], encoder: readonly Float64Array[]) => {
    const { id, fold } = blended(
      ["words", "cross-encoder/tuned"],
      [
        { validation: words, evaluated: yes(0.7) },
        { validation: encoder, evaluated: yes(0.2) },
      ],
      [1, 0, 1, 0],
    );
    assert.equal(id, "served");
    return fold.evaluated[0]?.[1] ?? Number.NaN;
  };
  assert.equal(served(right, unsure), yes(0.7)[0]?.[1]);
  // All right at 0.9: the encoder, which alone counts, may be ten times as sure as it is and no surer.
  const odds = (0.2 / 0.8) ** 10;
  const sure = served(unsure, right);
  assert.ok(sure < 0.01 && sure > (1 - 1e-9) * (odds / (1 + odds)), String(sure));
  // All wrong: as unsure as can be, and words that are right count alone.
  assert.equal(served(right, wrong), yes(0.7)[0]?.[1]);
});
