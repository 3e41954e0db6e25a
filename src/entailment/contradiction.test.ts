import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contradictionsOf } from "./contradiction.ts";
import { readContradictions } from "./read-contradictions.ts";

const { contradictions: seed } = await readContradictions();

const between = (tail: string, title: string, attribute?: string): string | undefined =>
  seed.between(
    seed.ofTail(tail),
    seed.ofHead([
      { place: "the title", text: title },
      ...(attribute === undefined ? [] : [{ place: "the attribute Use", text: attribute }]),
    ]),
  );

test("a tail that names one side, at a product that names the other, is contradicted in words", () => {
  assert.equal(between("bedding for dogs", "Cat Bed, 20 in"), "“dogs” against “cat” in the title");
  assert.equal(
    between("running in summer", "Running Gloves", "Winter"),
    "“summer” against “winter” in the attribute Use",
  );
});

test("pairs that exclude each other are known, whatever their form", () => {
  for (const [tail, title] of [
    ["playing with toddlers", "Adults' Card Game"],
    ["women who run", "Men's Trail Running Shoes"],
    ["outdoor parties", "Indoor String Lights"],
    ["running on a battery", "Corded Drill 600W"],
    ["right-handed golfers", "Left-Handed Golf Glove"],
    ["teaching beginners", "Chess for Expert Players"],
    ["keeping dry since it is waterproof", "Rain Hat (Not Waterproof)"],
    ["a caffeine boost", "Decaf Ground Coffee"],
    ["a drink without worry", "Decaf Ground Coffee"],
    ["gluten-free baking", "Whole Wheat Flour"],
    ["a sugar free snack", "Sweetened Coconut"],
    ["protecting an iPhone", "Case for Galaxy S23"],
  ] as const) {
    const expected = tail !== "a drink without worry";
    assert.equal(between(tail, title) !== undefined, expected, `${tail}: ${title}`);
  }
});

test("nothing speaks against a claim that names neither side, or where the product names its side too", () => {
  for (const [tail, title] of [
    ["sleeping", "Cat Bed"],
    ["bedding for dogs", "Pet Bed"],
    ["bedding for dogs", "Bed for Cats and Dogs"],
    ["dogs and cats", "Cat Bed"],
    ["women who run", "Unisex Running Shoes for Men"],
    ["gluten-free baking", "Gluten Free Flour, No Wheat"],
    ["concatenating", "Doghouse"],
    ["keeping dogs away", "Cat Litter Box"],
    ["not for dogs", "Cat Bed"],
  ] as const) {
    assert.equal(between(tail, title), undefined, `${tail}: ${title}`);
  }
});

test("one place that names the claim's side is enough", () => {
  assert.equal(between("walking dogs", "Cat Harness", "Small dogs"), undefined);
});

test("a side that is named in both directions contradicts in both, and never itself", () => {
  const own = contradictionsOf({
    turningWords: [],
    contradictions: [[["red", "crimson"], ["green"], ["deep blue"]]],
  });
  const word = fc.constantFrom(
    "red",
    "crimson",
    "green",
    "deep blue",
    "blue",
    "deep",
    "big",
    "box",
  );
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(" "));
  const said = (tail: string, title: string) =>
    own.between(own.ofTail(tail), own.ofHead([{ place: "the title", text: title }]));
  fc.assert(
    fc.property(text, text, (one, other) => {
      assert.equal(said(one, one), undefined);
      assert.equal(said(one, other) === undefined, said(other, one) === undefined);
      const sidesOf = (words: string) =>
        ["red|crimson", "green", "deep blue"].map((terms) => new RegExp(terms).test(words));
      const [a, b] = [sidesOf(one), sidesOf(other)];
      const expected =
        a.includes(true) && b.includes(true) && !a.some((isNamed, side) => isNamed && b[side]);
      assert.equal(said(one, other) !== undefined, expected, `${one} | ${other}`);
    }),
  );
});
