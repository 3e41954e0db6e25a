import { z } from "zod";
import { range, words } from "./shop-words.ts";

const share = z.number().min(0).max(1);
const exponent = z.number().min(0).max(3);
const count = z.int().min(1);
/** How shoppers behave: the file `simulation.yaml`, whose comments say what each number means. */
export const simulationSchema = z.strictObject({
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
    audience: z.number().min(1),
    otherAudience: share,
    otherRegion: share,
  }),
  catalogue: z.strictObject({
    newPerDay: z.int().min(0),
    outOfStockPerDay: z.int().min(0),
    outOfStockDays: range(1),
  }),
  shoppers: z.strictObject({
    known: share,
    visits: z.number().min(1),
    exponent: z.number().min(0).max(0.95),
    kinds: range(1),
    regions: z
      .record(words, z.number().positive())
      .refine((regions) => Object.keys(regions).length > 0, "at least one region is needed"),
    regionsEach: count,
    heavy: share,
    appetite: z.number().min(1),
    bots: share,
    botSearches: range(1),
  }),
  search: z.strictObject({
    results: count,
    pages: count,
    nextPage: share,
    most: count,
    reformulate: share,
    further: share,
    rare: share,
    personal: share,
  }),
  click: z.strictObject({
    wanted: share,
    related: share,
    near: share,
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
    /** Drawn again and again, so that it must end. */
    sameNeed: z.number().min(0).max(0.95),
    chance: share,
    habit: share,
    habitTypes: z.array(words),
    gift: share,
    giftExtra: share,
    giftTypes: z.array(words),
  }),
  arms: z
    .array(
      z.strictObject({ name: words, share: z.number().positive(), purchase: z.number().min(0) }),
    )
    .min(1)
    .refine(
      (arms) => new Set(arms.map((arm) => arm.name)).size === arms.length,
      "two arms have one name",
    ),
});

export type SimulationSettings = z.infer<typeof simulationSchema>;
