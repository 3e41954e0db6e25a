import { z } from "zod";
import { jsonAnswer } from "./json-answer.ts";
import type { GenerateRequest, JsonSchema } from "./language-model.ts";

const checkers = new WeakMap<JsonSchema, z.ZodType>();

/**
 * Why an answer is not usable, whatever was asked: it is empty, or does not fit the schema of its request.
 * What the answer says is not quoted, for it may hold the words of a stranger. Undefined: it is usable.
 */
export function answerProblem(
  text: string,
  { schema }: Pick<GenerateRequest, "schema">,
): string | undefined {
  if (text.trim() === "") return "the answer is empty";
  if (schema === undefined) return undefined;
  const { value, problem } = jsonAnswer(text);
  if (problem !== undefined) return problem;
  const { error } = checkerOf(schema).safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return undefined;
  const where = issue.path.length === 0 ? "the answer" : `\`${issue.path.join(".")}\``;
  return issue.code === "unrecognized_keys"
    ? `${where} has a field that was not asked for`
    : `${where} does not fit: ${issue.message}`;
}

function checkerOf(schema: JsonSchema): z.ZodType {
  const known = checkers.get(schema);
  if (known !== undefined) return known;
  const checker = z.fromJSONSchema(schema);
  checkers.set(schema, checker);
  return checker;
}
