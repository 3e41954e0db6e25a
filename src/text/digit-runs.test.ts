import assert from "node:assert/strict";
import { test } from "node:test";
import { digitRuns, hasNoNeighbour } from "./digit-runs.ts";

const written = (text: string): readonly string[] => digitRuns(text).map((run) => run.written);

test("numbers next to each other are looked at alone and together, from 7 to 19 digits", () => {
  assert.deepEqual(written("415-555-2671 2 pack"), [
    ...["415-555-2671", "415-555-2671 2", "555-2671", "555-2671 2"],
  ]);
  assert.deepEqual(written("lamp 123456 v2"), []);
  assert.deepEqual(written("12345678901234567890 1234567"), ["1234567"]);
});

test("a run knows its groups and the text around it", () => {
  const [run] = digitRuns("call 555 - 2671, please");
  assert.deepEqual(run, {
    ...{ written: "555 - 2671", digits: "5552671", groups: [3, 4] },
    ...{ before: "call ", after: ", please" },
  });
});

test("a run has no neighbour where no other number is a sign away", () => {
  const alone = (text: string): readonly string[] =>
    digitRuns(text)
      .filter(hasNoNeighbour)
      .map((run) => run.written);
  assert.deepEqual(alone("1234567"), ["1234567"]);
  assert.deepEqual(alone("1234567 - 8"), ["1234567 - 8"]);
  assert.deepEqual(alone("1234567, 8"), ["1234567"]);
});
