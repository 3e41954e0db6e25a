import { z } from "zod";

const share = z.number().min(0).max(1);

/** At most so many; null: all. */
const quota = z.int().min(1).nullable().default(null);

export const searchBuyConfig = z.strictObject({
  /**
   * Least lower 95 % Wilson bound of the share of searches with a click on the product: one click in
   * up to 17 searches passes. Not applied to sites that log no clicks.
   */
  clickRateLow: share.default(0.01),
  /** The same for purchases: one in up to 70 searches passes, three in 400, not one in 100. */
  purchaseRateLow: share.default(0.0025),
  /**
   * Whether both rates count a search by how likely the product's place in the list was looked at, as the log
   * itself tells. Applied where sites log the positions of what they show.
   */
  correctPositionBias: z.boolean().default(false),
  /** Pairs of a query, the strongest first; a broad one, over n product types alike, has n times as many. */
  perQuery: quota,
});

const coBuyConfig = z.strictObject({
  /** Baskets with more different products are left out. */
  maximumBasket: z.int().min(2).default(50),
  /** Least number of baskets with both products. */
  minimumCount: z.int().min(1).default(1),
  /** Least lift; 1 is what chance alone gives. */
  minimumLift: z.number().min(0).default(1),
  /** Most edges in the category tree between the two products; null: any number. */
  maximumCategoryDistance: z.int().min(0).nullable().default(null),
  /** Pairs of the same two product types, the strongest first. */
  perTypePair: quota,
  /** Of a site's pairs that no other rule stops, the share that is kept, the strongest first; null: all. */
  strongest: z.number().positive().max(1).nullable().default(null),
  randomCoPurchase: z
    .strictObject({
      /** A product is judged once it was in so many baskets. */
      minimumBaskets: z.int().min(2).default(50),
      /**
       * It is dropped when its partners spread over at least so large a share of the product types
       * (as an effective number) that all baskets of the site spread over …
       */
      spread: z.number().positive().default(0.5),
      /** … and over at least so many times as many as those of the site's median product. */
      timesMedian: z.number().min(1).default(3),
    })
    .prefault({}),
});

/** Settings of the stage `mine`. Every one has a default: nothing at all is a whole configuration. */
export const mineConfig = z
  .strictObject({
    products: z
      .strictObject({
        /** Products of each product type, those that most people clicked or bought first. */
        perType: quota,
      })
      .prefault({}),
    searchBuy: searchBuyConfig.prefault({}),
    queryGate: z
      .strictObject({
        /** A query of fewer different customers never leaves mining. */
        customers: z.int().min(1).default(5),
      })
      .prefault({}),
    coBuy: coBuyConfig.prefault({}),
    /**
     * What was seen so many days before the last day of its site's log counts half to rates, strengths and quotas; null:
     * all days count alike.
     */
    halfLifeDays: z.number().positive().nullable().default(null),
    /** Whether a pair that an earlier run selected under the same settings stays when the log's statistics move. */
    keepSelected: z.boolean().default(true),
    lowEngagement: z
      .strictObject({
        /** Of the search-buy pairs that their rates would stop, the share that goes on, drawn by the seed. */
        share: share.default(0),
      })
      .prefault({}),
  })
  .prefault({});

export type MineConfig = z.output<typeof mineConfig>;
