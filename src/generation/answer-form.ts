import { z } from "zod";

const sampling = {
  temperature: z.number().min(0).max(2),
  topP: z.number().gt(0).max(1),
  /** 0: no limit; never sent to servers. */
  topK: z.int().min(0),
  maxTokens: z.int().min(1),
};

const list = z.strictObject({
  form: z.literal("list"),
  count: z.int().min(1).max(20),
  ...sampling,
});
const draws = z.strictObject({
  form: z.literal("draws"),
  count: z.int().min(1).max(100),
  ...sampling,
});
const json = z.strictObject({
  form: z.literal("json"),
  count: z.int().min(1).max(20),
  ...sampling,
});

/**
 * How a model is asked for several answers: one call that lists them (large models), as lines or as JSON that fits
 * a schema, or several calls that each draw one line (small ones, which lose the thread in a list).
 */
export const answerForm = z.discriminatedUnion("form", [list, draws, json]);

/** What a model without schemas can be asked in. */
export const textForm = z.discriminatedUnion("form", [list, draws]);

export type AnswerForm = z.infer<typeof answerForm>;

/** Calls about one head in one relation: a model that draws is asked anew for each line. Types are asked more often. */
export const callsPerRelation = ({ form, count }: AnswerForm): number =>
  form === "draws" ? count : 1;
