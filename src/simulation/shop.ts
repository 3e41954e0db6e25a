import { z } from "zod";
import { isServed } from "../domain/served-type.ts";
import type { Need } from "./domain-files.ts";
import { name, range, words } from "./shop-words.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

const currency = z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, such as USD");

const marketSchema = z.strictObject({
  site: name,
  locale: words,
  currency,
  /** What one unit of the shop's currency is in this one. */
  rate: z.number().positive(),
  /** Sessions and products, relative to the shop's own site with 1. */
  share: z.number().positive(),
  /** The words of titles and queries that are others here: diaper to nappy. */
  words: z.record(words, words),
});

/** The file `shop.yaml`. */
export const shopFileSchema = z.strictObject({
  name: words,
  site: name,
  locale: words,
  currency,
  writtenBy: words,
  growth: z.strictObject({
    brandStarts: z.array(words).min(1),
    brandEnds: z.array(words).min(1),
    series: z.array(words).min(1),
    variants: range(1),
    markets: z.array(marketSchema),
  }),
});

export type Market = z.infer<typeof marketSchema>;

/** One thing that a sku names, for the whole log or for some days of it. */
export interface ShopProduct {
  readonly sku: string;
  /** From 1; 2 where the sku came to name this thing. */
  readonly epoch: number;
  readonly parent: string | null;
  readonly title: string;
  readonly type: string;
  readonly domain: string;
  /** Below the domain, broadest first. */
  readonly category: readonly string[];
  /** Attributes in which further products of its type may differ, with their values. */
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly price: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Days of the log, from 0, between which the sku names it; null: without end. */
  readonly fromDay: number | null;
  readonly toDay: number | null;
}

/** A simulated shop as its folder of YAML tells it, without the truth. */
export interface Shop extends z.infer<typeof shopFileSchema> {
  readonly simulation: SimulationSettings;
  /** In order of domain and place. */
  readonly products: readonly ShopProduct[];
  readonly needs: readonly Need[];
}

/** Whether the product serves the need: it is of one of the types, with the attributes that it must have. */
export const servesNeed = (
  { serves }: Pick<Need, "serves">,
  { type, attributes }: Pick<ShopProduct, "type" | "attributes">,
): boolean => isServed(serves, type, attributes);
