import { z } from "zod";
import { answerWords } from "../domain/tables/labels.ts";
import { answerProblem } from "../language-model/answer-problem.ts";
import { jsonAnswer } from "../language-model/json-answer.ts";
import type { GenerateRequest, JsonSchema } from "../language-model/language-model.ts";

/** What a language model says of a claim. The order of the fields is the order in which they are written. */
const verdict = z.strictObject({
  reasoning: z.string(),
  plausible: z.enum(answerWords),
  typical: z.enum(answerWords),
});

export type Verdict = z.infer<typeof verdict>;
export type VerdictWord = Verdict["plausible"];

const { $schema: _, ...schema } = z.toJSONSchema(verdict);

/** What servers are sent, and what an answer is held against before it is used. */
export const verdictSchema: JsonSchema = schema;

/** @throws ZodError where the text does not fit; such an answer is not served */
export const readVerdict = (text: string): Verdict => verdict.parse(jsonAnswer(text).value);

/** From the least likely to the likeliest. */
export const wordsInOrder = ["no", "not-sure", "yes"] as const satisfies readonly VerdictWord[];

/** Why an answer is no verdict; undefined: it is one. */
export function verdictProblem(
  text: string,
  request: Pick<GenerateRequest, "schema">,
): string | undefined {
  const problem = answerProblem(text, request);
  if (problem !== undefined) return problem;
  const { plausible, typical } = readVerdict(text);
  return wordsInOrder.indexOf(typical) > wordsInOrder.indexOf(plausible)
    ? "`typical` is higher than `plausible`"
    : undefined;
}
