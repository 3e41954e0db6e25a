import { z } from "zod";
import { count, knowledge, version } from "./knowledge.ts";
import { list } from "./list.ts";

/** What is known of a product, without the version. */
export const productKnowledgeBody = z.strictObject({
  product: z.strictObject({
    id: z.string(),
    sku: z.string(),
    title: z.string(),
    productType: z.string().nullable(),
    domain: z.string(),
    countedAs: z.string().meta({
      description: "The product that has its edges: of variants of one parent, one; else itself.",
    }),
  }),
  queued: z.boolean().meta({ description: "Whether the next run is asked to find out more." }),
  total: count.meta({ description: "Edges that there are." }),
  knowledge: list(knowledge).meta({ description: "The first of them, best first." }),
});

export const productKnowledge = z
  .strictObject({ version, ...productKnowledgeBody.shape })
  .meta({ id: "ProductKnowledge" });

export type ProductKnowledge = z.infer<typeof productKnowledge>;
