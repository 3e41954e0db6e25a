import { z } from "zod";
import { labelId } from "../domain/ids.ts";
import { answerWords, type LabelRow, splits } from "../domain/tables/labels.ts";
import { headColumns, headParts, labelHeadSchema, subjectOf } from "./label-head.ts";

/** The questions in the order in which they are asked (COSMO §4); docs/guideline.md says what they mean. */
export const questions = ["complete", "relevant", "plausible", "informative", "typical"] as const;
export type Question = (typeof questions)[number];

const answer = z.enum(answerWords);
const text = z.string().min(1);

const order = ["no", "not-sure", "yes"];

/** True where one of the two is not answered. */
const notAbove = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || order.indexOf(one) <= order.indexOf(other);

/**
 * What one annotator said of one claim: a line of a label file. It is known by the claim's words, not
 * by the ids of a run, so that it serves every later run that makes the same claim.
 */
export const labelSchema = z.strictObject({
  /** Where the head comes from: `sample-shop`, `bundlerec`, or a shop's own name. */
  data: text,
  head: labelHeadSchema,
  relation: text,
  tail: text,
  /** The claim in words, as it was read. */
  sentence: text,
  /** The language model that made the claim, `closed list`, `purchases`, or `author`: written in the style of a larger model. */
  madeBy: text,
  annotator: text,
  annotatorKind: z.enum(["person", "author", "model"]),
  answers: z
    .partialRecord(z.enum(questions), answer)
    .refine((answers) => Object.keys(answers).length > 0, "must answer at least one question")
    .refine(
      ({ relevant, plausible, typical }) =>
        notAbove(typical, plausible) && notAbove(plausible, relevant),
      "typical must not be higher than plausible, nor plausible than relevant (docs/guideline.md)",
    ),
  comment: z.string().optional(),
  /** Version of the guideline that was followed. */
  guideline: z.int().min(1),
  /** 1: first reading; 2: read again by somebody else, who did not see the first. */
  round: z.int().min(1).default(1),
  /**
   * What the label may be used for; null: its type or tail stands on two sides, so for none of them.
   * Absent: decided when the labels are put together.
   */
  split: z.enum(splits).nullable().optional(),
  /** The weight with which the claim was drawn; absent where it was not drawn, or not kept. */
  weight: z.number().positive().optional(),
  /** What was known of the claim where it was drawn; absent where it was not drawn, or not kept. */
  measures: z
    .strictObject({
      support: z.number(),
      votes: z.number(),
      documentFrequency: z.number(),
      spread: z.number(),
      pairCount: z.number(),
      lift: z.number(),
      /** Of a claim at a query: the share of its purchases that went to the type. */
      share: z.number(),
      /** Of a claim at a product or query: what a critic said of it for the type. */
      plausibility: z.number(),
      typicality: z.number(),
    })
    .partial()
    .optional(),
  /** Hash of the words that were shown: head and sentence. */
  shown: text,
  /** Words and product types of the head, as a drawn sheet has them for its reader; not stored. */
  words: z.array(z.string()).optional(),
  types: z.array(z.string()).optional(),
});

export type Label = z.infer<typeof labelSchema>;
export type Answer = z.infer<typeof answer>;

/** What is to be a label, checked; else the first thing that is wrong with it. */
export function checkedLabel(
  content: unknown,
): { readonly label: Label } | { readonly problem: string } {
  const { data, error } = labelSchema.safeParse(content);
  if (data !== undefined) return { label: data };
  const [issue] = error?.issues ?? [];
  const place = z.core.toDotPath(issue?.path ?? []);
  return { problem: `${place === "" ? "" : `${place}: `}${issue?.message ?? "not valid"}` };
}
export type Split = (typeof splits)[number];

/** What a claim's head is, as one string. */
export const headOf = ({ data, head }: Pick<Label, "data" | "head">): string =>
  JSON.stringify([data, ...headParts(head)]);

/** What a label is about, as one string: equal for both readings of a claim. */
export const claimOf = ({
  data,
  head,
  relation,
  tail,
}: Pick<Label, "data" | "head" | "relation" | "tail">): string =>
  JSON.stringify([data, ...headParts(head), relation, tail]);

/** The label as a row, without the words of its products, which a catalogue has. */
export function labelRow(label: Label): LabelRow {
  const { data, head, relation, tail, sentence, madeBy, annotator, annotatorKind } = label;
  return {
    id: labelId(claimOf(label), annotator, label.round),
    data,
    subject: subjectOf(head),
    ...headColumns(head),
    titleA: null,
    typeA: null,
    titleB: null,
    relation,
    tail,
    sentence,
    madeBy,
    annotator,
    annotatorKind,
    answers: label.answers,
    guideline: label.guideline,
    round: label.round,
    measures: Object.fromEntries(
      Object.entries(label.measures ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
    weight: label.weight ?? null,
    split: label.split === null ? "none" : (label.split ?? null),
  };
}
