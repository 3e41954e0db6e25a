import assert from "node:assert/strict";
import { test } from "node:test";
import { blendedRuns, blendsOf } from "./blended-rows.ts";

test("rows are blended with rows that are told the same, where all of them are there", () => {
  const fixed = ["lexical", "bi-encoder/fixed"];
  assert.deepEqual(blendsOf([...fixed, "cross-encoder/fixed"]), [{ id: "blend/fixed", of: fixed }]);
  const told = fixed.map((id) => `${id}+sibling`);
  assert.deepEqual(
    blendsOf([...fixed, ...told, "lexical+knowledge"]).map(({ id }) => id),
    ["blend/fixed", "blend/fixed+sibling"],
  );
});

test("probabilities are pooled by their logarithms, each judgement by itself, and sum to 1", () => {
  const runOf = (...rows: readonly (readonly number[])[]) => [
    [
      {
        validation: [Float64Array.of(0.5, 0.5)],
        evaluated: rows.map((row) => Float64Array.from(row)),
      },
    ],
  ];
  const [[fold] = []] = blendedRuns([runOf([0.8, 0.2], [1, 0]), runOf([0.5, 0.5], [0.5, 0.5])]);
  const [first, second] = fold?.evaluated ?? [];
  // √(0.8 · 0.5) to √(0.2 · 0.5) is 2 to 1.
  assert.ok(Math.abs((first?.[0] ?? 0) - 2 / 3) < 1e-6, String(first));
  assert.ok((second?.[0] ?? 0) > 0.999, String(second));
  assert.ok(Math.abs((first?.[0] ?? 0) + (first?.[1] ?? 0) - 1) < 1e-12);
  assert.equal(fold?.validation.length, 1);
});
