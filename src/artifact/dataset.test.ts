import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOf, droppedOf, type PartManifest } from "./dataset.ts";

const part = (details: Partial<PartManifest>): PartManifest => ({
  table: "words",
  tableVersion: 1,
  name: "a",
  recipe: "recipe",
  content: "content",
  rows: 1,
  files: {},
  dropped: {},
  samples: {},
  ...details,
});

test("a dataset is known by its rows: not by how its parts came about, but by their order", () => {
  const [one, two] = [part({ content: "1" }), part({ content: "2" })];
  const { content } = datasetOf("words", [one, two]);
  const remade = part({ content: "1", recipe: "another", name: "b", files: { x: "y" } });
  assert.equal(datasetOf("words", [remade, two]).content, content);
  assert.notEqual(datasetOf("words", [two, one]).content, content);
  assert.notEqual(datasetOf("words", [one]).content, content);
  assert.notEqual(datasetOf("other", [one, two]).content, content);
});

test("rows and dropped counts are summed over the parts, by group and reason", () => {
  const parts = [
    part({ rows: 2, dropped: { usedFor: { copy: 1, generic: 2 } } }),
    part({ rows: 3, dropped: { usedFor: { copy: 4 }, isA: { copy: 8 } } }),
  ];
  assert.equal(datasetOf("words", parts).rows, 5);
  assert.deepEqual(droppedOf(parts), { usedFor: { copy: 5, generic: 2 }, isA: { copy: 8 } });
});

test("a group may be called what all objects have", () => {
  const parts = [
    part({ dropped: { constructor: { copy: 1 } } }),
    part({ dropped: { constructor: { copy: 2 } } }),
  ];
  assert.deepEqual(Object.entries(droppedOf(parts)), [["constructor", { copy: 3 }]]);
});
