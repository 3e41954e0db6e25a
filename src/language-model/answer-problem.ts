import { z } from "zod";
import { jsonAnswer } from "./json-answer.ts";
import type { GenerateRequest, Generation, JsonSchema } from "./language-model.ts";

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

type FinishReason = Generation["finishReason"] | null;

/** Whether the limit was reached before the answer began, such as by a model that thinks first. */
export const isCutOffEmpty = (text: string, finishReason: FinishReason): boolean =>
  finishReason === "length" && text.trim() === "";

/**
 * The same judgement, which says of an answer that was cut off before it began what to raise.
 * @param section where the settings of the model stand
 */
export const withCutOff =
  (problemOf: typeof answerProblem, section: string) =>
  (text: string, request: GenerateRequest, finishReason: FinishReason): string | undefined =>
    isCutOffEmpty(text, finishReason)
      ? `cut off at max-tokens (${request.maxTokens}) before the answer began: raise ${section}.answers.max-tokens`
      : problemOf(text, request);

function checkerOf(schema: JsonSchema): z.ZodType {
  const known = checkers.get(schema);
  if (known !== undefined) return known;
  const checker = z.fromJSONSchema(schema);
  checkers.set(schema, checker);
  return checker;
}
