import { z } from "zod";
import { count, knowledge, version } from "./knowledge.ts";
import { list } from "./list.ts";

/** What is known of a query, without the version. */
export const queryKnowledgeBody = z.strictObject({
  query: z.strictObject({
    text: z.string().meta({ description: "As asked, normalised." }),
    known: z.boolean().meta({
      description: "Whether the graph has these very words as a query, be it without an edge.",
    }),
  }),
  match: z.enum(["exact", "normalForm", "embedding", "none"]).meta({
    description:
      "Whose knowledge this is. exact: of these words; with a total of 0 they are known, but nothing is known of them nor of any near. normalForm: of the same but for articles, endings and the like. embedding: of the query nearest in meaning. none: nothing near is known. Only queries with an edge are near.",
  }),
  matched: z
    .strictObject({
      id: z.string(),
      text: z.string(),
      cosine: z.number().min(-1.01).max(1.01).nullable().meta({
        description: "Of a match by embedding; else null.",
      }),
      countedAs: z.strictObject({ id: z.string(), text: z.string() }).meta({
        description:
          "The query that has its edges: of those that say the same in other words, one; else itself.",
      }),
    })
    .nullable(),
  queued: z.boolean().meta({ description: "Whether the next run is asked to find out more." }),
  total: count.meta({ description: "Edges that there are." }),
  knowledge: list(knowledge).meta({ description: "The first of them, best first." }),
});

export const queryKnowledge = z
  .strictObject({ version, ...queryKnowledgeBody.shape })
  .meta({ id: "QueryKnowledge" });

export type QueryKnowledge = z.infer<typeof queryKnowledge>;
