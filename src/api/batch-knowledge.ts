import { z } from "zod";
import { version } from "./knowledge.ts";
import { list } from "./list.ts";
import {
  greatestLimit,
  localeParameter,
  productParameter,
  siteParameter,
  textParameter,
  usualLimit,
} from "./parameters.ts";
import { productKnowledgeBody } from "./product-knowledge.ts";
import { queryKnowledgeBody } from "./query-knowledge.ts";

const mostHeads = 1000;

const queryHead = z.strictObject({
  query: textParameter,
  site: siteParameter,
  locale: localeParameter,
});

const productHead = z.strictObject({ product: productParameter });

const head = z.union([queryHead, productHead], { error: "must have either query or product" });

export const batchRequest = z
  .strictObject({
    heads: z.array(head).min(1).max(mostHeads),
    limit: z.int().min(1).max(greatestLimit).default(usualLimit),
  })
  .meta({ id: "KnowledgeRequest" });

export type BatchRequest = z.infer<typeof batchRequest>;

/** A product that is not known. */
const unknownProduct = z.strictObject({
  product: z.strictObject({ id: z.string().meta({ description: "As asked." }) }),
  match: z.literal("none"),
  queued: z.literal(false),
  total: z.literal(0),
  knowledge: z.tuple([]).readonly().meta({ type: "array", maxItems: 0, items: {} }),
});

export const batchKnowledge = z
  .strictObject({
    version,
    answers: list(z.union([queryKnowledgeBody, productKnowledgeBody, unknownProduct])).meta({
      description: "One for each head, in their order; all of one version.",
    }),
  })
  .meta({ id: "KnowledgeAnswers" });

export type BatchKnowledge = z.infer<typeof batchKnowledge>;
