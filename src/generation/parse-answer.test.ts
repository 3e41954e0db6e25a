import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAnswer } from "./parse-answer.ts";

const tails = (...input: Parameters<typeof parseAnswer>): readonly string[] =>
  parseAnswer(...input).map(({ tail }) => tail);

test("a list that was opened with 1. gives a tail a line", () => {
  assert.deepEqual(
    tails(
      " camping in winter.\n2. Walking the dog\n3) 'reading at night'\n",
      "list",
      "Answer: X\n1.",
    ),
    ["camping in winter", "Walking the dog", "reading at night"],
  );
});

test("a line without a number goes on from the one before", () => {
  assert.deepEqual(tails(" camping\nin winter\n2. hiking", "list", "Answer:\n1."), [
    "camping in winter",
    "hiking",
  ]);
});

test("a repeated stem is taken off, in either form", () => {
  const stem = "People use it for";
  assert.deepEqual(tails(`${stem} camping.`, "draws", stem), ["camping"]);
  assert.deepEqual(tails(` a\n2. People use it for camping`, "list", `Answer: ${stem}\n1.`), [
    "a",
    "camping",
  ]);
});

test("a stem is taken off that is said again without the marks around its names", () => {
  const stem = "Answer: People who look for «rain» use the «umbrella» for\n1.";
  const said = "People who look for rain use the umbrella for";
  assert.deepEqual(tails(` a\n2. ${said} camping\n3. ${stem.slice(8, -3)} b`, "list", stem), [
    "a",
    "camping",
    "b",
  ]);
});

test("numbers are words, marks are not", () => {
  assert.deepEqual(
    tails(
      " 3.5 mm jacks\n2. 12:30 meetings\n3) -20 degrees\n- 2.5 l bottles\n4.",
      "list",
      "Answer:\n1.",
    ),
    ["3.5 mm jacks", "12:30 meetings", "-20 degrees", "2.5 l bottles", ""],
  );
  for (const words of ["3.5 mm jacks", "12:30", "-20 degrees", "2) it"]) {
    assert.deepEqual(tails(` ${words}`, "draws", "for"), [words]);
  }
});

test("a model that says the opening number again loses nothing; another number is part of the line", () => {
  assert.deepEqual(tails("1. camping\n2. hiking", "list", "Answer:\n1."), ["camping", "hiking"]);
  assert.deepEqual(tails("12: a clock\n2. hiking", "list", "Answer:\n1."), [
    "12: a clock",
    "hiking",
  ]);
});

test("a draw is its first line only", () => {
  assert.deepEqual(tails(" winter camping\nQuestion: what?", "draws", "for"), ["winter camping"]);
});

test("an answer of nothing is one empty tail, so that it is counted", () => {
  assert.deepEqual(tails("", "draws", "for"), [""]);
  assert.deepEqual(tails("\n \n", "list", "Answer:\n1."), [""]);
});

test("places count from 1 and no tail holds a line break, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("list", "draws"), (text, form) => {
      parseAnswer(text, form as "list" | "draws", "Answer: X\n1.").forEach(
        ({ place, tail }, index) => {
          assert.equal(place, index + 1);
          assert.doesNotMatch(tail, /\n/);
        },
      );
    }),
  );
});

test("of JSON the items of its list are the lines, whatever signs stand in them", () => {
  const answers = ["camping\n2. evil", "1. hiking", "People use it for rest.", " "];
  const text = JSON.stringify({ reasoning: "1. not this\n2. nor this", answers });
  const parsed = parseAnswer(text, "json", "Beginning: People use it for");
  assert.deepEqual(
    parsed.map(({ tail }) => tail),
    ["camping 2. evil", "1. hiking", "rest", ""],
  );
  assert.equal(parsed[1]?.rawText, "1. hiking");
  const none = JSON.stringify({ reasoning: "nothing fits", answers: [] });
  assert.deepEqual(tails(none, "json", "Beginning: X"), [""]);
});
