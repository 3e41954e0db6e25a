import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normaliseQuery } from "../../text/normalise.ts";
import { wordingOf } from "../../text/wording.ts";
import { queryGroups } from "./groups.ts";

const judged = (queries: readonly string[], titles: readonly string[] = [], locale = "en-US") => [
  ...queries.map((query) => ({ query, locale, title: null })),
  ...titles.map((title) => ({ query: "anything else", locale, title })),
];

function areNear(a: string, b: string, titles: readonly string[] = []): boolean {
  const [one, other] = queryGroups(judged([a, b], titles));
  return one === other;
}

const titles = [
  "Dome Tent with Fireplace",
  "Vent Cover for air filter",
  "Cordless String Trimmer",
  ...Array.from({ length: 20 }, (_, place) => `Fluorescent Light ${place}`),
  "flourescent lamp",
];

test("case, punctuation, spacing, order, form and spelling make near-duplicates", () => {
  for (const [a, b] of [
    ["Dome Tent", "dome tent"],
    ["dome tent.", "dome tent"],
    ["t-shirt", "tshirt"],
    ["dome tent", "tent dome"],
    ["dome tents", "a tent dome"],
    ["clamp lights", "light clamp"],
    ["electric fire place", "fireplace electric"],
    ["dome tetn", "dome tent"],
    ["cordles trimer", "cordless trimmer"],
    ["kholer sink", "kohler sink"],
    ["flourescent light", "fluorescent light"],
  ] as const) {
    assert.ok(areNear(a, b, titles), `${a} / ${b}`);
  }
});

test("other words are no near-duplicates, nor other numbers, sizes and what is ruled out", () => {
  for (const [a, b] of [
    ["dome tent", "dome vent"],
    ["air filter 20x25", "air filter 20x20"],
    ["iphone 12 case", "iphone 13 case"],
    ["shirt l", "shirt xl"],
    ["three person tent", "thre person tent"],
    ["tent without floor", "tent floor"],
    ["sugar free gum", "sugar gum"],
    ["unfinished wood", "finished wood"],
    ["red tent", "bed tent"],
  ] as const) {
    assert.ok(!areNear(a, b, titles), `${a} / ${b}`);
  }
});

test("a query in two languages is one, and signs alone link nothing", () => {
  const [one, other] = queryGroups([
    ...judged(["Zelt"], [], "de-DE"),
    ...judged(["zelt"], [], "en-US"),
  ]);
  assert.equal(one, other);
  assert.ok(!areNear("?!", "!!"));
});

test("without titles, words that several queries write are taken for known", () => {
  const queries = ["vent", "vent cover", "tent", "tent cover", "tnet", "vent pipe"];
  const groups = queryGroups(judged(queries));
  assert.notEqual(groups[0], groups[2]);
  assert.equal(groups[4], groups[2]);
});

const word = fc.constantFrom("dome", "tents", "filter", "trimmer", "cordless", "kholer", "lights");
const guarded = fc.constantFrom(
  "",
  " 12",
  " 12 pack",
  " without floor",
  " xl",
  " sugar free",
  " #5",
);
const query = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), guarded)
  .map(([words, tail]) => `${words.join(" ")}${tail}`);

test("within a group numbers, sizes, signs and what is ruled out are the same", () => {
  fc.assert(
    fc.property(fc.array(query, { minLength: 2, maxLength: 12 }), (queries) => {
      const groups = queryGroups(judged(queries, titles));
      const guards = new Map<string | undefined, string>();
      for (const [place, text] of queries.entries()) {
        const { guard } = wordingOf(normaliseQuery(text), "en-US");
        assert.equal(guards.get(groups[place]) ?? guard, guard, queries.join(" / "));
        guards.set(groups[place], guard);
      }
    }),
    { numRuns: 60 },
  );
});

test("a query written in another way stays in its group, and the order of queries changes nothing", () => {
  const rewritten = fc.constantFrom<(text: string) => string>(
    (text) => text.toUpperCase(),
    (text) => `${text}.`,
    (text) => text.split(" ").toReversed().join(" "),
    (text) => text.replace("filter", "fitler").replace("cordless", "cord less"),
    (text) => text.replace("dome", "domes").replace("lights", "light"),
  );
  const plain = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(plain, rewritten, fc.array(query, { maxLength: 6 }), (text, rewrite, others) => {
      const queries = [text, rewrite(text), ...others];
      const groups = queryGroups(judged(queries, titles));
      assert.equal(groups[0], groups[1], `${text} / ${rewrite(text)}`);
      const turned = queryGroups(judged(queries.toReversed(), titles));
      assert.deepEqual(
        turned.slice(0, queries.length).toReversed(),
        groups.slice(0, queries.length),
      );
    }),
    { numRuns: 100 },
  );
});
