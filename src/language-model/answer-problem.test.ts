import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { answerProblem, withCutOff } from "./answer-problem.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";

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

test("an answer that was cut off before it began says which setting to raise", () => {
  const judged = withCutOff(answerProblem, "language-models.small");
  const request = { ...sampleRequest(), maxTokens: 400 };
  assert.equal(
    judged(" \n", request, "length"),
    "cut off at max-tokens (400) before the answer began: raise language-models.small.answers.max-tokens",
  );
  assert.equal(judged("", request, "stop"), "the answer is empty");
  assert.equal(judged("camping", request, "length"), undefined);
});

test("no answer makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.json()), (text) => {
      assert.match(problem(text) ?? "fits", /^[\x20-\x7e]+$/);
    }),
  );
});
