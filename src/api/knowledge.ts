import { z } from "zod";

export const version = z
  .string()
  .meta({ description: "The graph version that the whole answer is of." });

const share = z.number().min(0).max(1).nullable();
export const count = z.int().min(0);

export const intent = z.strictObject({ id: z.string(), wording: z.string() });

/** One edge: what is known of a product or query. */
export const knowledge = z
  .strictObject({
    edge: z.string().meta({ description: "Id of the edge; /v1/edges/{id} has its evidence." }),
    relation: z.string(),
    sentence: z.string().meta({ description: "The relation and the intent, told." }),
    intent,
    score: share.meta({ description: "Pooled plausibility; null while no critic has judged it." }),
    typicality: share.meta({
      description: "Pooled typicality; null while no critic has judged it.",
    }),
    pairs: count.meta({
      description:
        "Distinct pairs behind it; 0: it comes from product types or from what was said of the query itself.",
    }),
    types: count.meta({
      description: "Product types behind it, whose claims were carried to the head.",
    }),
    support: count.meta({ description: "Answers of the model behind it." }),
    evidence: count.meta({ description: "Independent evidence behind it." }),
  })
  .meta({ id: "Knowledge" });

export type Knowledge = z.infer<typeof knowledge>;

export const plausibility = share;
