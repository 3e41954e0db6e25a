import assert from "node:assert/strict";
import { test } from "node:test";
import { type Wording, wordingOf } from "./wording.ts";

const keys = ["letters", "baseLetters", "order", "form", "loose"] as const;

/** The keys that two texts have in common; undefined where they must not be joined at all. */
function sharedKeys(a: string, b: string, locale = "en-US"): readonly string[] | undefined {
  const [one, other] = [wordingOf(a, locale), wordingOf(b, locale)];
  if (one.guard !== other.guard) return undefined;
  return keys.filter((key: keyof Wording) => one[key] === other[key]);
}

test("spaces and hyphens leave the letters alone", () => {
  assert.ok(sharedKeys("t-shirt", "tshirt")?.includes("letters"));
  assert.ok(sharedKeys("sleepingbag", "sleeping bags")?.includes("baseLetters"));
  assert.ok(sharedKeys("30l backpack", "30 l backpack")?.includes("letters"));
});

test("the order of words, plurals and articles are told apart from other words", () => {
  assert.deepEqual(sharedKeys("dome tent", "tent dome"), ["order", "form", "loose"]);
  assert.deepEqual(sharedKeys("dome tents", "a tent dome"), ["form", "loose"]);
  assert.deepEqual(sharedKeys("knitting kits for women", "women's knit kit"), ["loose"]);
  assert.deepEqual(sharedKeys("red dress", "bed dress"), []);
});

test("plurals are known of English alone", () => {
  assert.deepEqual(sharedKeys("zelt", "zelts", "de-DE"), []);
  assert.deepEqual(sharedKeys("zelt blau", "blau zelt", "de-DE"), ["order", "form", "loose"]);
});

test("other numbers, sizes, signs and numerals are never joined", () => {
  for (const [a, b] of [
    ["iphone 12", "iphone 13"],
    ["2 4 pack", "24 pack"],
    ["1.5 m rope", "15 m rope"],
    ["shirt s", "shirts"],
    ["shirt l", "shirt xl"],
    ['6" pipe', "6' pipe"],
    ["c++ book", "c book"],
    ["three person tent", "two person tent"],
  ] as const) {
    assert.equal(sharedKeys(a, b), undefined, `${a} / ${b}`);
  }
});

test("several numbers stay with their words", () => {
  assert.deepEqual(sharedKeys("12 pack 6 oz", "12 oz 6 pack"), []);
});

test("what is ruled out is never joined with what is not, and stays with what rules it out", () => {
  for (const [a, b] of [
    ["tent without floor", "tent floor"],
    ["tent without floor", "floor without tent"],
    ["sugar free gum", "sugar gum"],
    ["non stick pan", "stick pan"],
    ["blinds w/o cord", "blinds cord"],
  ] as const) {
    assert.equal(sharedKeys(a, b), undefined, `${a} / ${b}`);
  }
  assert.ok(sharedKeys("gum without sugar", "sugar free gum")?.includes("form"));
});

test("a text of signs alone has no key", () => {
  assert.equal(wordingOf("?!", "en-US").form, "");
});
