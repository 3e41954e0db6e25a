import { z } from "zod";
import { count, knowledge, plausibility, version } from "./knowledge.ts";
import { list } from "./list.ts";

/** Site and locale are null where the version has no such head any more. */
const head = z.strictObject({
  id: z.string(),
  words: z.string(),
  site: z.string().nullable(),
  locale: z.string().nullable(),
});
const measure = z.number().nullable();

const pair = z.strictObject({
  id: z.string(),
  behaviour: z.enum(["searchBuy", "coBuy"]),
  headA: head,
  headB: head,
  count,
  customers: count,
  clicks: count.nullable(),
  searches: count.nullable(),
  lift: z.number(),
  firstSeen: z.string(),
  lastSeen: z.string(),
});

const answer = z.strictObject({
  call: z.string(),
  model: z.string(),
  system: z.string(),
  prompt: z.string(),
  answerStem: z.string(),
  draw: z.int(),
  rawAnswer: z.string(),
});

/** The way back from an edge to what the model said and what shoppers did. */
export const edgeEvidence = z
  .strictObject({
    version,
    edge: z.strictObject({
      ...knowledge.shape,
      head: z.strictObject({ ...head.shape, kind: z.enum(["product", "query"]) }),
      firstSeen: z.string(),
      lastSeen: z.string(),
    }),
    claims: z.strictObject({
      total: count,
      rows: list(
        z.strictObject({
          id: z.string(),
          sentence: z.string().nullable().meta({ description: "Null: the claim is gone since." }),
          tail: z.string().nullable(),
          support: count,
          kept: z.boolean().nullable(),
          dropReason: z.string().nullable(),
          plausibility,
          typicality: plausibility,
          perplexity: measure,
          copySimilarity: measure,
          documentFrequency: measure,
          spread: measure,
          contextCosine: measure,
          pair: pair.nullable(),
          answers: z.strictObject({ total: count, rows: list(answer) }),
        }),
      ),
    }),
  })
  .meta({ id: "EdgeEvidence" });

export type EdgeEvidence = z.infer<typeof edgeEvidence>;
