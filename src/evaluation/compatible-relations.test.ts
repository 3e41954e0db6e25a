import assert from "node:assert/strict";
import { test } from "node:test";
import { areCompatible } from "./compatible-relations.ts";
import { truthRelations } from "./truth.ts";

const statedBy = (claimed: string): readonly string[] =>
  truthRelations.filter((relation) => areCompatible(claimed, relation));

test("isA states what a thing is or serves as; the other seeds never what it is", () => {
  assert.deepEqual(statedBy("isA"), ["used_as", "is_a"]);
  for (const seed of ["usedFor", "capableOf", "cause"]) {
    assert.equal(areCompatible(seed, "is_a"), false);
    assert.equal(areCompatible(seed, "used_for_func"), true);
  }
  assert.equal(areCompatible("cause", "x_want"), true);
  assert.equal(areCompatible("capableOf", "used_in_loc"), false);
});

test("each of the fifteen states itself, and near ones both ways", () => {
  for (const a of truthRelations) {
    assert.equal(areCompatible(a, a), true);
    for (const b of truthRelations) assert.equal(areCompatible(a, b), areCompatible(b, a));
  }
  assert.deepEqual(statedBy("used_by"), ["used_for_aud", "used_by", "x_is_a"]);
  assert.deepEqual(statedBy("used_in_loc"), ["used_in_loc"]);
});

test("a relation that is not known may state any fact, whatever its name", () => {
  for (const name of ["madeFor", "constructor", ""]) {
    assert.equal(statedBy(name).length, truthRelations.length);
  }
});
