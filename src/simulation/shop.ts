import { z } from "zod";
import { normaliseText } from "../text/normalise.ts";

/** The kinds of query: for the whole need, for one thing, or for one thing with a slip of the fingers. */
const queryKinds = ["broad", "exact", "misspelt"] as const;

const words = z.string().transform(normaliseText).pipe(z.string().min(1, "must not be empty"));
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "letters, digits, _ and - only");
const share = z.number().min(0).max(1);
const exponent = z.number().min(0).max(3);
const count = z.int().min(1);

const productSchema = z.strictObject({
  sku: id,
  parent: id.nullable().default(null),
  title: words,
  type: words,
  category: z.array(words).min(1),
  price: z.number().positive(),
  attributes: z.record(words, words).default({}),
});

/** One file of `products/`. */
export const productFileSchema = z.strictObject({
  domain: words,
  products: z.array(productSchema).min(1),
});

const servedTypeSchema = z.strictObject({
  type: words,
  attributes: z
    .record(
      words,
      z.union([words.transform((value) => [value]), z.array(words).min(1)], "one value or a list"),
    )
    .default({}),
});

const needQuerySchema = z.strictObject({
  text: words,
  kind: z.enum(queryKinds),
  type: words.nullable().default(null),
});

/** One file of `needs/`. */
export const needSchema = z.strictObject({
  id,
  description: words,
  demand: z.number().min(1).max(10),
  season: z.array(z.int().min(1).max(12)).min(1).nullable().default(null),
  serves: z.array(servedTypeSchema).min(1),
  queries: z.array(needQuerySchema).min(1),
});

const simulationSchema = z.strictObject({
  log: z.strictObject({
    from: z.iso.date().transform((date) => Date.parse(`${date}T00:00:00Z`)),
    days: count,
    sessions: count,
    seed: z.int().min(0),
  }),
  demand: z.strictObject({
    exponent,
    offSeason: share,
    queries: exponent,
    products: exponent,
  }),
  shoppers: z.strictObject({
    known: share,
    visits: z.number().min(1),
    exponent: z.number().min(0).max(0.95),
    heavy: share,
    appetite: z.number().min(1),
    bots: share,
    botSearches: z.tuple([count, count]).refine(([least, most]) => least <= most, "fewest first"),
  }),
  search: z.strictObject({
    results: count,
    most: count,
    reformulate: share,
    further: share,
    rare: share,
    personal: share,
  }),
  click: z.strictObject({
    wanted: share,
    related: share,
    other: share,
    positionBias: z.number().min(0),
  }),
  purchase: z.strictObject({
    cart: share,
    cartOther: share,
    buy: share,
    several: share,
    return: share,
  }),
  basket: z.strictObject({
    sameNeed: share,
    chance: share,
    habit: share,
    habitTypes: z.array(words),
  }),
  arms: z
    .array(
      z.strictObject({ name: words, share: z.number().positive(), purchase: z.number().min(0) }),
    )
    .min(1),
});

/** The file `shop.yaml`. */
export const shopFileSchema = z.strictObject({
  name: words,
  site: id,
  locale: words,
  currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, such as USD"),
  writtenBy: words,
  simulation: simulationSchema,
});

export type ShopProduct = z.infer<typeof productSchema> & { readonly domain: string };
export type Need = z.infer<typeof needSchema>;
export type NeedQuery = Need["queries"][number];
export type SimulationSettings = z.infer<typeof simulationSchema>;

/** A simulated shop as its folder of YAML tells it, without the truth. */
export interface Shop extends z.infer<typeof shopFileSchema> {
  /** In order of file name and place. */
  readonly products: readonly ShopProduct[];
  readonly needs: readonly Need[];
}

/** True when the product is of a type that serves the need, with the attributes that it must have. */
export function servesNeed(need: Need, product: ShopProduct): boolean {
  return need.serves.some(
    ({ type, attributes }) =>
      type === product.type &&
      Object.entries(attributes).every(([name, allowed]) =>
        allowed.includes(product.attributes[name] ?? ""),
      ),
  );
}
