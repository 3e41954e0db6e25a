import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonAnswer } from "./json-answer.ts";

test("JSON is read with or without a fence around it", () => {
  for (const text of [
    '{"a":1}',
    ' {"a":1}\n',
    '```json\n{"a":1}\n```',
    '```\n{"a":1}```\n',
    '\n```json \r\n\n{"a":1}\n\n``` ',
  ]) {
    assert.deepEqual(jsonAnswer(text), { value: { a: 1 } }, JSON.stringify(text));
  }
});

test("what is cut off is told from what is no JSON alone", () => {
  const problem = (text: string) => jsonAnswer(text).problem;
  assert.match(problem('{"a": "cam') ?? "", /ends too early/);
  assert.match(problem('Here it is: {"a":1}') ?? "", /not JSON alone/);
  assert.match(problem('```json\n{"a":1}\n```\nand more') ?? "", /not JSON alone/);
  assert.match(problem("```json") ?? "", /not JSON alone/);
});

test("blanks without end, of a model that went on until its last token, are read in one pass", () => {
  const blanks = "\n".repeat(1_000_000);
  for (const text of [`\`\`\`json${blanks}x`, `\`\`\`json\n{${blanks}`, `\`\`\`${blanks}\`\`\`x`]) {
    assert.notEqual(jsonAnswer(text).problem, undefined);
  }
});
