import { z } from "zod";
import { carryings } from "../domain/tables/entailments.ts";
import { scopes } from "../domain/tables/scopes.ts";
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

const productType = z.strictObject({
  id: z.string(),
  name: z.string().meta({ description: "With its attribute: waterproof laptop bag." }),
  attribute: z.string().nullable().meta({
    description:
      "Only products that have it, and queries for them, are meant; null: all of the type.",
  }),
  titles: list(z.string()).meta({ description: "Of some of its products, three at most." }),
});

const query = z.strictObject({
  ...head.shape,
  titles: list(z.string()).meta({ description: "Bought after it, as the prompt showed them." }),
});

const carried = z.strictObject({
  decision: z.enum(carryings),
  probability: z.number().min(0).max(1).meta({
    description: "How likely the claim holds of the head, given that it holds of the type.",
  }),
  reason: z.string().nullable().meta({ description: "Why it was held back; null: it was not." }),
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
      firstSeen: z
        .string()
        .nullable()
        .meta({ description: "First event behind its pairs; null: it has none." }),
      lastSeen: z.string().nullable(),
    }),
    claims: z.strictObject({
      total: count,
      rows: list(
        z.strictObject({
          id: z.string(),
          scope: z.enum(scopes).meta({ description: "What it was said of." }),
          sentence: z.string().nullable().meta({ description: "Null: the claim is gone since." }),
          tail: z.string().nullable(),
          support: count,
          votes: count.nullable().meta({
            description: "Answers that say the same of the type, query or pair, in whatever words.",
          }),
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
          type: productType.nullable(),
          query: query.nullable().meta({ description: "What it was said of; null: of no query." }),
          carried: carried.nullable().meta({
            description:
              "Of a type: what became of the claim at this head; null: the last run says nothing of it any more.",
          }),
          purchases: z.string().nullable().meta({
            description:
              "What is bought together with the type, how often, and how many times what chance gives, where purchases say the claim; null: a model or a list says it.",
          }),
          answers: z.strictObject({ total: count, rows: list(answer) }),
        }),
      ),
    }),
  })
  .meta({ id: "EdgeEvidence" });

export type EdgeEvidence = z.infer<typeof edgeEvidence>;
