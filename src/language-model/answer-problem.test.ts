import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { answerProblem } from "./answer-problem.ts";

const schema = z.toJSONSchema(
  z.strictObject({ reasoning: z.string(), answers: z.array(z.string()) }),
);
const problem = (text: string) => answerProblem(text, { schema });

test("free text is usable unless it is empty", () => {
  assert.equal(answerProblem("camping", {}), undefined);
  assert.equal(answerProblem(" \n ", {}), "the answer is empty");
});

test("JSON that fits its schema is usable, also in a fence", () => {
  const fitting = '{"reasoning": "they go out", "answers": ["camping", "hiking"]}';
  assert.equal(problem(fitting), undefined);
  assert.equal(problem(`\`\`\`json\n${fitting}\n\`\`\``), undefined);
});

test("what is wrong with an answer is told without its words", () => {
  assert.equal(problem(""), "the answer is empty");
  assert.equal(problem("Sure! Here you go: camping"), "it is not JSON alone");
  assert.equal(problem('{"reasoning": "x", "answers": ["camp'), "its JSON ends too early");
  assert.equal(
    problem('{"reasoning": "x", "answers": "evil"}'),
    "`answers` does not fit: Invalid input: expected array, received string",
  );
  assert.match(problem('{"answers": ["evil"]}') ?? "", /^`reasoning` does not fit/);
  assert.equal(
    problem('{"reasoning": "x", "answers": [], "evil": true}'),
    "the answer has a field that was not asked for",
  );
  assert.equal(problem('{"reasoning": "x", "answers": []} evil'), "it is not JSON alone");
});

test("no answer makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.json()), (text) => {
      assert.match(problem(text) ?? "fits", /^[\x20-\x7e]+$/);
    }),
  );
});
