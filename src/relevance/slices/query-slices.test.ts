import assert from "node:assert/strict";
import { test } from "node:test";
import { querySlices } from "./query-slices.ts";

const lamps = ["Oak Desk Lamp", "Brass Floor Lamp", "Desk Lamp with Clamp", "Lamp Shade", "Lamp"];
const judged = (query: string, title: string | null = "Oak Desk Lamp", locale = "en-US") => ({
  ...{ query, title, locale },
});
/** Slices of queries that were judged beside each other. */
const slicesOf = (queries: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const judgements = [
    ...lamps.map((title) => judged("lamp", title)),
    ...queries.map((query) => judged(query)),
  ];
  const slices = querySlices(judgements);
  return new Map(judgements.map(({ query }, place) => [query, slices[place] ?? []]));
};

test("a query of two words that tell something is broad; articles and letters don't count", () => {
  const slices = slicesOf(["desk lamp", "a lamp for the desk", "Lamp's", "oak desk lamp"]);
  const broad = [...slices].filter(([, own]) => own.includes("broad")).map(([query]) => query);
  assert.deepEqual(broad, ["lamp", "desk lamp", "a lamp for the desk", "Lamp's"]);
});

test("numbers, sizes and what is ruled out make it specific; every query is one of both", () => {
  const queries = ["lamp 12 inch", "xl lamp", "lamp without shade", "two lamps", "desk lamp", "12"];
  for (const [query, own] of slicesOf(queries)) {
    const isBroad = ["lamp", "desk lamp"].includes(query);
    assert.equal(own[0], isBroad ? "broad" : "specific", query);
  }
});

test("digits are numbers, be they of a size or a model", () => {
  const numbered = [...slicesOf(["lamp 12 inch", "lamp b22d", "two lamps", "lamp"])]
    .filter(([, own]) => own.includes("with-numbers"))
    .map(([query]) => query);
  assert.deepEqual(numbered, ["lamp 12 inch", "lamp b22d"]);
});

const floors = (count: number) =>
  Array.from({ length: count }, (_, at) => judged("ceiling fan", `Ceiling Fan ${at}`));

test("a word is misspelt that no title and no list has, where five titles say one that is near", () => {
  const words = ["ceilikng", "ceilings", "cooling", "zyqqua"];
  const isMisspelt = (titles: number): readonly boolean[] =>
    querySlices([...words.map((word) => judged(`fan ${word}`)), ...floors(titles)])
      .slice(0, words.length)
      .map((own) => own.includes("misspelt"));
  assert.deepEqual(isMisspelt(5), [true, false, false, false]);
  assert.deepEqual(isMisspelt(4), [false, false, false, false]);
  const said = [judged("fan ceilikng", "The Ceilikng Fan"), ...floors(5)];
  assert.deepEqual(querySlices(said)[0]?.includes("misspelt"), false);
});

test("rare are those whose words few other queries have; a misspelt one counts as what it stands for", () => {
  const common = ["ceiling fan", "ceiling light", "fan light", "light fan ceiling", "fan"];
  const queries = [...common, "gazebo", "fan ceilikng"];
  const slices = querySlices([
    ...floors(5),
    ...queries.map((query) => judged(query, "Ceiling Fan")),
  ]).slice(5);
  const rare = queries.filter((_query, place) => slices[place]?.includes("rare"));
  assert.deepEqual(rare, ["gazebo"]);
});

test("whether its own titles have a query's words says nothing of its being rare", () => {
  const others = ["fan", "fan light", "light"].map((query) => judged(query, "Fan Light"));
  const slicesWith = (title: string | null) =>
    querySlices([judged("gazebo fan", title), ...others]);
  assert.ok(slicesWith("Gazebo Fan")[0]?.includes("rare"));
  assert.deepEqual(slicesWith("Spade")[0], slicesWith("Gazebo Fan")[0]);
  assert.deepEqual(slicesWith(null)[0], slicesWith("Gazebo Fan")[0]);
});

test("the order of judgements and how often a query was judged change nothing", () => {
  const queries = ["gazebo", "fan 12", "fan ceilikng", "ceiling fan with light and remote"];
  const judgements = [...floors(6), ...queries.map((query) => judged(query))];
  const wanted = querySlices(judgements);
  assert.deepEqual(querySlices(judgements.toReversed()).toReversed(), wanted);
  assert.deepEqual(querySlices([...judgements, ...judgements]), [...wanted, ...wanted]);
});
