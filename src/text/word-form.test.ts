import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseOfIngForm, isOnlyVerb, singularOf } from "./word-form.ts";

test("regular and irregular plurals lead to their singular", () => {
  for (const [plural, singular] of [
    ["dogs", "dog"],
    ["parties", "party"],
    ["dishes", "dish"],
    ["knives", "knife"],
    ["children", "child"],
    ["feet", "foot"],
  ] as const) {
    assert.equal(singularOf(plural), singular);
  }
});

test("words that only look like plurals, or mean something else, stay", () => {
  for (const word of [
    "glass",
    "gas",
    "tennis",
    "lens",
    "christmas",
    "glasses",
    "solids",
    "us",
    "its",
  ]) {
    assert.equal(singularOf(word), word);
  }
});

test("a singular is its own singular", () => {
  const ending = fc.constantFrom("s", "es", "ies", "ves", "ss", "oes", "");
  const stem = fc.constantFrom(
    "bat",
    "part",
    "kni",
    "bo",
    "gla",
    "lea",
    "tomat",
    "shelv",
    "dre",
    "zz",
  );
  fc.assert(
    fc.property(stem, ending, (start, end) => {
      const singular = singularOf(`${start}${end}`);
      assert.equal(singularOf(singular), singular);
    }),
  );
});

test("words that JavaScript's objects have as names are words like others", () => {
  for (const word of ["constructor", "valueOf", "__proto__"]) assert.equal(singularOf(word), word);
});

test("-ing forms lead to their verb, other words on -ing to nothing", () => {
  for (const [form, base] of [
    ["walking", "walk"],
    ["carrying", "carry"],
    ["storing", "store"],
    ["cutting", "cut"],
    ["being", "be"],
    ["relaxing", "relax"],
    ["soothing", "soothe"],
    ["evening", undefined],
    ["string", undefined],
    ["king", undefined],
  ] as const) {
    assert.equal(baseOfIngForm(form), base, form);
  }
});

test("only verbs are told from words that are nouns or adjectives too", () => {
  for (const verb of ["protect", "organize", "keep", "hold"]) assert.ok(isOnlyVerb(verb), verb);
  for (const word of ["clean", "dry", "train", "water", "build", "paint", "snack"]) {
    assert.ok(!isOnlyVerb(word), word);
  }
});
