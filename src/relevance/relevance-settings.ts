import { z } from "zod";
import type { Comparison } from "./comparison/comparison.ts";
import { relevanceMetrics } from "./comparison/relevance-metrics.ts";

const rise = (cuts: readonly number[]): boolean =>
  cuts.every((cut, place) => cut > (cuts[place - 1] ?? Number.NEGATIVE_INFINITY));

/** Where grades are parted into classes. */
export const risingCuts = z
  .array(z.number())
  .min(1)
  .refine(rise, "must be numbers that rise, such as [2, 2.6]");

/** What errors call cuts, and an endpoint, that the settings have. */
export const cutsOfSettings = "relevance.cuts in cosmo.yaml";
export const endpointOfSettings = "relevance.endpoint in cosmo.yaml";

const metrics = relevanceMetrics.join("|");

/** A comparison as one writes it: two rows and, if wanted, the metric. */
export const writtenComparison = z
  .string()
  .regex(
    new RegExp(`^[^,]+,[^,]+(?:,(?:${metrics}))?$`),
    `must be two rows and, if wanted, one of ${relevanceMetrics.join(", ")}, such as lexical+knowledge,lexical,microF1`,
  )
  .transform((text): Comparison => {
    const [of = "", against = "", metric = "macroF1"] = text.split(",");
    return { of, against, metric: metric as Comparison["metric"] };
  })
  .refine(({ of, against }) => of !== against, "must be two rows: one against itself says nothing");

/** How relevance is evaluated and a model of it learnt, as `relevance` of cosmo.yaml says it. */
export const relevanceSettings = z
  .strictObject({
    /** Where grades are parted into classes; null: each whole grade is one, or the labels are. */
    cuts: risingCuts.nullable().default(null),
    /** The primary endpoint of an evaluation, two rows of it; null: the usual one. */
    endpoint: writtenComparison.nullable().default(null),
    /** How often each judgement is learnt from at most; it ends before where that no longer helps. */
    epochs: z.int().min(1).max(100).default(4),
    /** Whether words count beside the encoder, as far as they tell more; false: the ONNX file alone is served. */
    words: z.boolean().default(true),
    /** Seconds between two writings of the state that a run that was killed goes on from. */
    checkpointSeconds: z.number().min(0).default(60),
  })
  .prefault({});

export type RelevanceSettings = z.infer<typeof relevanceSettings>;
