import { z } from "zod";
import type { JsonSchema } from "../language-model/language-model.ts";

/** An answer in the form `json`. The order of the fields is the order in which they are written. */
export const listedAnswers = z.strictObject({
  reasoning: z.string(),
  answers: z.array(z.string()),
});

const { $schema: _, ...schema } = z.toJSONSchema(listedAnswers);

/** What servers are sent, and what an answer is held against before it is used. */
export const listedAnswersSchema: JsonSchema = schema;
