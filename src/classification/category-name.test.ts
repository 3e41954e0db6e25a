import assert from "node:assert/strict";
import { test } from "node:test";
import { categoryNames } from "./category-name.ts";

const namesOf = (category: string): readonly string[] =>
  categoryNames(category).map(({ name }) => name);

test("names are singular and without whom they are for; several in one are several", () => {
  assert.deepEqual(namesOf("Women's Running Shoes"), ["running shoe"]);
  assert.deepEqual(namesOf("Cases & Sleeves"), ["case", "sleeve"]);
  assert.deepEqual(namesOf("Bags for Cameras"), ["bag"]);
  assert.deepEqual(namesOf("3D Printers (all)"), ["3d printer"]);
});

test("an audience, a sign and nothing name nothing", () => {
  for (const category of ["Women", "Kids", "", " & ", "(new)", "2024"]) {
    assert.deepEqual(namesOf(category), []);
  }
});

test("what stands before the sign may belong to the name", () => {
  assert.deepEqual(
    categoryNames("Point & Shoot Cameras").map(({ whole }) => whole),
    [null, "point & shoot camera"],
  );
});
