import assert from "node:assert/strict";
import { test } from "node:test";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { esciGrading } from "../grading.ts";
import { judgedPairs } from "./judged-pair.ts";

const judged = (id: string, query: string, title: string | null): Judgement => ({
  ...{ id, site: "default", locale: "en-US", sku: null, query, title },
  ...{ description: null, bullets: null, brand: null, colour: null },
  ...{ label: "E", grade: null, spread: null, split: null },
});

test("each pair has the slices of its own query, also behind one that is left out", () => {
  const judgements = [
    judged("1", "lamp", "Oak Desk Lamp"),
    judged("2", "tent", null),
    judged("3", "tent for 4 people", "Dome Tent"),
  ];
  const { pairs, withoutTitle } = judgedPairs(judgements, ["a", "b", "c"], esciGrading);
  assert.equal(withoutTitle, 1);
  assert.deepEqual(
    pairs.map(({ id, slices }) => [
      id,
      slices?.includes("broad"),
      slices?.includes("with-numbers"),
    ]),
    [
      ["1", true, false],
      ["3", false, true],
    ],
  );
});
