import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenRelations } from "./chosen-relations.ts";
import { readRelations, seedRelationsFile } from "./relation.ts";

const set = await readRelations(seedRelationsFile);
const namesOf = (names: readonly string[] | null) =>
  chosenRelations(set, names).map(({ name }) => name);

test("relations are chosen by name; none named are all", () => {
  assert.deepEqual(namesOf(["cause", "usedFor"]), ["cause", "usedFor"]);
  assert.deepEqual(chosenRelations(set, null), set.relations);
});

test("an unknown name is told, with the nearest one", () => {
  assert.throws(() => namesOf(["isA", "usedfor"]), {
    code: "RELATION_UNKNOWN",
    hint: /usedFor/,
    exitCode: 2,
  });
});
