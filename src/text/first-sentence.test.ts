import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { segmentSentences } from "./first-sentence.ts";

const firstSentences: readonly (readonly [string, string])[] = [
  ["camping, hiking. They also", "camping, hiking"],
  ["camping", "camping"],
  ["camping in winter. The", "camping in winter"],
  ["wow! great. ok", "wow"],
  ["camping? hiking", "camping"],
  ["camping.They also like", "camping"],
  ["camping .  They also", "camping"],
  ["camping... hiking", "camping... hiking"],
  ["camping...", "camping"],
  ["protecting the phone.\nIt is good", "protecting the phone"],
  ["camping\nhiking", "camping"],
  ["\n\n camping", "camping"],
  ["holds 6 oz. bottles", "holds 6 oz. bottles"],
  ["holds approx. 5 in. wide pipes. Also", "holds approx. 5 in. wide pipes"],
  ["snacks, drinks, etc. They also", "snacks, drinks, etc"],
  ["No. 1 choice for dads. Great", "No. 1 choice for dads"],
  ["a Dr. Smith's office. It is", "a Dr. Smith's office"],
  ["Mr. and Mrs. Smith. They", "Mr. and Mrs. Smith"],
  ["a 3.5 inch screen. Nice", "a 3.5 inch screen"],
  ["sold in the U.S. by hand", "sold in the U.S. by hand"],
  ["made in the U.S. It is", "made in the U.S."],
  ["Ph.D. students. They", "Ph.D. students"],
  ["J. K. Rowling fans. They", "J. K. Rowling fans"],
  ["walking a dog, i.e. exercise. They", "walking a dog, i.e. exercise"],
  ["children of ages 3. It also", "children of ages 3"],
  ["1. camping 2. hiking 3. fishing", "camping"],
  ["camping 2. hiking 3. fishing", "camping"],
  ["1) camping", "camping"],
  ["- camping", "camping"],
  ["• camping. Also", "camping"],
  ['"camping." They', "camping"],
  ['"camping', "camping"],
  ["(camping). They", "camping"],
  ['a 6" pipe', 'a 6" pipe'],
  ["kids' parties", "kids' parties"],
  ["4K", "4K"],
];

for (const [text, expected] of firstSentences) {
  test(`the first sentence of ${JSON.stringify(text)}`, () => {
    assert.equal(segmentSentences(text)[0], expected);
  });
}

test("where there is no word there is no sentence", () => {
  for (const text of ["", " ", "...", "1.", "- ", "?!", "\n"]) {
    assert.equal(segmentSentences(text)[0], undefined, JSON.stringify(text));
  }
});

test("all sentences are there, in order", () => {
  assert.deepEqual(segmentSentences("1. camping 2. hiking 3. fishing in lakes"), [
    "camping",
    "hiking",
    "fishing in lakes",
  ]);
  assert.deepEqual(segmentSentences("It holds water. It is light. The"), [
    "It holds water",
    "It is light",
    "The",
  ]);
});

test("words of one sentence are never lost, whatever follows", () => {
  const word = fc.constantFrom("camping", "hiking", "the dog", "winter", "a tent", "kids", "phone");
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => all.join(" "));
  fc.assert(
    fc.property(words, words, (first, second) => {
      const following = `${second.charAt(0).toUpperCase()}${second.slice(1)}`;
      assert.equal(segmentSentences(`${first}. ${following}`)[0], first);
      assert.equal(segmentSentences(first)[0], first);
    }),
  );
});

test("no text throws, and every sentence holds a letter or digit", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      for (const sentence of segmentSentences(text)) assert.match(sentence, /[\p{L}\p{N}]/u);
    }),
  );
});
