import assert from "node:assert/strict";
import { test } from "node:test";
import { armEdge, armOf } from "./arm-for-tests.ts";
import { armReadings } from "./arm-readings.ts";
import type { KeyLine, ReadSheetLine } from "./arm-sheet.ts";

const pairs = armOf("pairs", [armEdge("a", "camping")]);
const types = armOf("types", [armEdge("a", "camping"), armEdge("b", "camping")]);
const keyOf = (item: number, arm: string, edge: string): KeyLine => ({
  ...{ item, arm, edge },
  ...{ score: 0.7, fanOut: 1, decile: 3 },
});
const key = [
  keyOf(1, "pairs", "a/camping"),
  keyOf(1, "types", "a/camping"),
  keyOf(2, "types", "b/camping"),
];
const sheet = (...answers: readonly ("yes" | "no" | "not-sure" | undefined)[]): ReadSheetLine[] =>
  answers.map((plausible, place) => ({
    item: place + 1,
    ...(plausible && { answers: { plausible } }),
  }));

test("what was read once counts for each arm that drew it", () => {
  const readings = armReadings([pairs, types], sheet("yes", "no"), key);
  const said = (arm: string) =>
    readings.get(arm)?.map(({ edge, head, plausible, decile }) => {
      assert.equal(decile, 3);
      assert.equal(head.id, edge.head);
      return [edge.id, plausible];
    });
  assert.deepEqual(said("pairs"), [["a/camping", true]]);
  assert.deepEqual(said("types"), [
    ["a/camping", true],
    ["b/camping", false],
  ]);
});

test("not sure is no yes, and what was not read does not count", () => {
  const [one, ...others] =
    armReadings([types], sheet("not-sure", undefined), key).get("types") ?? [];
  assert.deepEqual([one?.plausible, others], [false, []]);
});

test("a sheet, a key and graphs that do not belong together are told", () => {
  assert.throws(() => armReadings([types], sheet("yes"), key), /no item 2/);
  assert.throws(() => armReadings([armOf("other", [])], sheet("yes", "no"), key), /arm other/);
  const anew = armOf("types", [armEdge("a", "rain")]);
  assert.throws(() => armReadings([anew], sheet("yes", "no"), key), /no edge a\/camping/);
});
