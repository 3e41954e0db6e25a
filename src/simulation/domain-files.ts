import { z } from "zod";
import { name, words } from "./shop-words.ts";

/** The kinds of query: for the whole need, for one thing, or for one thing with a slip of the fingers. */
const queryKinds = ["broad", "exact", "misspelt"] as const;

const attributes = z.record(words, words).default({});
const price = z.number().positive();
const list = z.array(words).min(1);

const productSchema = z.strictObject({
  sku: name,
  parent: name.nullable().default(null),
  title: words,
  type: words,
  price,
  attributes,
  /** What the sku names from this day of the log on, counted from 1. */
  later: z
    .strictObject({ day: z.int().min(1), title: words, type: words, price, attributes })
    .nullable()
    .default(null),
});

/** `products.yaml` of a domain. */
export const productFileSchema = z.strictObject({
  domain: words,
  types: z.record(
    words,
    z.strictObject({
      /** Below the domain, broadest first. */
      category: list,
      /** Attributes in which further products of the type may differ: no need hangs on them. */
      variants: z.record(words, list).default({}),
    }),
  ),
  products: z.array(productSchema).min(1),
});

const servedTypeSchema = z.strictObject({
  type: words,
  attributes: z
    .record(words, z.union([words.transform((value) => [value]), list], "one value or a list"))
    .default({}),
});

const needQuerySchema = z.strictObject({
  text: words,
  kind: z.enum(queryKinds),
  type: words.nullable().default(null),
});

const needSchema = z.strictObject({
  id: name,
  description: words,
  demand: z.number().min(1).max(10),
  season: z.array(z.int().min(1).max(12)).min(1).nullable().default(null),
  regions: list.nullable().default(null),
  audience: list.nullable().default(null),
  contradicts: z.array(name).default([]),
  serves: z.array(servedTypeSchema).min(1),
  queries: z.array(needQuerySchema).min(1),
});

/** `needs.yaml` of a domain. */
export const needFileSchema = z.strictObject({ needs: z.array(needSchema) });

export type WrittenProduct = z.infer<typeof productSchema>;
export type ProductFile = z.infer<typeof productFileSchema>;
export type Need = z.infer<typeof needSchema>;
export type NeedQuery = Need["queries"][number];
