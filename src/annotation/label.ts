import { z } from "zod";
import { behaviours } from "../domain/tables/pairs.ts";

/** The questions in the order in which they are asked (COSMO §4); docs/guideline.md says what they mean. */
export const questions = ["complete", "relevant", "plausible", "informative", "typical"] as const;
export type Question = (typeof questions)[number];

const answer = z.enum(["yes", "no", "not-sure"]);
const text = z.string().min(1);

/**
 * What one annotator said of one claim: a line of a label file. It is known by the claim's words, not
 * by the ids of a run, so that it serves every later run that makes the same claim.
 */
export const labelSchema = z.strictObject({
  /** Where the head comes from: `sample-shop`, `bundlerec`, or a shop's own name. */
  data: text,
  head: z.strictObject({
    behaviour: z.enum(behaviours),
    /** searchBuy: the query, normalised. */
    query: text.optional(),
    /** searchBuy: the product bought; coBuy: the two, in order of id. Ids of the table `products`. */
    products: z.array(text).min(1).max(2),
  }),
  relation: text,
  tail: text,
  /** The claim in words, as it was read. */
  sentence: text,
  /** The language model that made the claim, or `author`: written in the style of a larger model. */
  madeBy: text,
  annotator: text,
  annotatorKind: z.enum(["person", "author", "model"]),
  answers: z.partialRecord(z.enum(questions), answer),
  comment: z.string().optional(),
  /** Version of the guideline that was followed. */
  guideline: z.int().min(1),
  /** 1: first reading; 2: read again by somebody else, who did not see the first. */
  round: z.int().min(1),
  /** What the label may be used for; null: its type or tail stands on two sides, so for none of them. */
  split: z.enum(["train", "calibration", "test"]).nullable(),
  /** The weight with which the claim was drawn; absent where it was not drawn, or not kept. */
  weight: z.number().positive().optional(),
  /** Hash of the words that were shown: head and sentence. */
  shown: text,
});

export type Label = z.infer<typeof labelSchema>;
export type Answer = z.infer<typeof answer>;
export type Split = NonNullable<Label["split"]>;

/** What a label is about, as one string: equal for both readings of a claim. */
export const claimOf = ({ data, head, relation, tail }: Label): string =>
  JSON.stringify([data, head.behaviour, head.query ?? null, head.products, relation, tail]);
