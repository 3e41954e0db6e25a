import { z } from "zod";

/** Settings of the stage `observe`: a changed one has every day put together anew. */
export const observeConfig = z.strictObject({
  /** A purchase counts for a search up to so many minutes after it … */
  withinMinutes: z.number().min(0).default(30),
  /** … or up to so many clicks after it in the same session, however long that took. */
  withinClicks: z.int().min(0).default(5),
  bots: z
    .strictObject({
      /** A session with more searches is no shopper's; null: however many are. */
      searches: z.int().min(1).nullable().default(100),
      /** Nor is one with more searches and clicks a minute, from its first to its last; null: however many are … */
      actsPerMinute: z.number().positive().nullable().default(20),
      /** … which is asked of sessions of so many searches and clicks. */
      minimumActs: z.int().min(2).default(10),
    })
    .prefault({}),
});

export type ObserveConfig = z.output<typeof observeConfig>;
