import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabelRow } from "../domain/tables/labels.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import { drawnEncoder, never } from "./critic-for-tests.ts";
import { columnCount, rowOf } from "./critic-model.ts";
import { encodeInputs, featureNames } from "./features.ts";
import { labelledClaims } from "./labelled-claims.ts";
import { trainingSet } from "./training-set.ts";

/** That many claims on the training side, about two product types, every third untrue. */
const trainingRows = (count: number, details: Partial<LabelRow> = {}): readonly LabelRow[] =>
  Array.from({ length: count }, (_, place) => {
    const answer = place % 3 === 0 ? "no" : "yes";
    return labelRow({
      tail: `tail ${String(place).padStart(3, "0")}`,
      typeB: place % 2 === 0 ? "tent" : "tarp",
      answers: { plausible: answer, typical: answer },
      ...details,
    });
  });

async function setOf(rows: readonly LabelRow[]) {
  const claims = labelledClaims(rows);
  const inputs = claims.map(({ input }) => input);
  const encoded = await encodeInputs(inputs, drawnEncoder(3), never);
  return { claims, encoded, set: trainingSet(claims, encoded, 7) };
}

test("each side has its claims in columns, and the test side stays unseen", async () => {
  const { claims, encoded, set } = await setOf([
    ...trainingRows(60),
    labelRow({ tail: "calibrating", split: "calibration", madeBy: "author", typeB: "chair" }),
    labelRow({ tail: "testing", split: "test" }),
  ]);
  assert.equal(set.seed, 7);
  assert.deepEqual(set.columns, { dimensions: 3, features: featureNames, relations: ["usedFor"] });
  assert.equal(set.train.length, 60);
  assert.equal(set.calibration.length, 1);
  const place = claims.findIndex(({ split }) => split === "calibration");
  const expected = rowOf(encoded[place] ?? assert.fail(), "usedFor", set.columns);
  assert.equal(expected.length, columnCount(set.columns));
  assert.deepEqual(set.calibration[0], {
    row: expected,
    group: "chair",
    targets: { plausible: 1, typical: 1 },
    judged: false,
  });
  assert.ok(set.train.every(({ judged }) => judged));
});

test("relations have a column where the training side has them", async () => {
  const { set } = await setOf([
    ...trainingRows(30),
    ...trainingRows(30, { relation: "isA" }),
    labelRow({ relation: "xWant", split: "calibration" }),
  ]);
  assert.deepEqual(set.columns.relations, ["isA", "usedFor"]);
  const [calibrating] = set.calibration;
  const start = featureNames.length;
  assert.deepEqual([...(calibrating?.row.slice(start, start + 2) ?? [])], [0, 0]);
});

const tooFew = (message: RegExp) => ({
  name: "CosmoError",
  code: "LABELS_TOO_FEW",
  exitCode: 2,
  message,
});

test("fewer than fifty answers on the training side are too few, whatever else there is", async () => {
  await setOf(trainingRows(50));
  await assert.rejects(
    setOf([...trainingRows(49), ...trainingRows(60, { split: "test", data: "other" })]),
    tooFew(/of 49 with an answer to “plausible”, 32 are yes/),
  );
  await assert.rejects(setOf([]), tooFew(/of 0 with/));
});

test("claims of one product type alone are too few", async () => {
  await assert.rejects(
    setOf(trainingRows(60, { typeB: "tent" })),
    tooFew(/all are about one product type$/),
  );
});

test("each question needs both answers", async () => {
  await assert.rejects(
    setOf(trainingRows(60, { answers: { plausible: "yes", typical: "yes" } })),
    tooFew(/of 60 with .* “plausible”, 60 are yes/),
  );
  const untypical = trainingRows(60).map(({ answers, ...row }) => ({
    ...row,
    answers: { ...answers, typical: "no" as const },
  }));
  await assert.rejects(setOf(untypical), tooFew(/of 60 with .* “typical”, 0 are yes/));
});
