import { z } from "zod";
import { count } from "./knowledge.ts";
import { list } from "./list.ts";

const counts = z.record(z.string(), count);
/** Null while no graph is published. */
const versionOrNone = z.string().nullable();

const graphCounts = {
  nodes: count,
  assertions: count,
  edges: count,
  byRelation: counts,
};

/** As `cosmo status --json`. */
export const statusAnswer = z
  .strictObject({
    version: versionOrNone,
    workspace: z.string(),
    busy: count
      .nullable()
      .meta({ description: "The process that works in the workspace now; null: none does." }),
    imports: list(
      z.strictObject({
        id: z.string().meta({ description: "By which `cosmo import remove` knows it." }),
        table: z.string(),
        sources: list(z.string()),
        rows: count,
        days: z
          .strictObject({ from: z.string(), to: z.string(), timeZone: z.string() })
          .nullable()
          .meta({
            description:
              "The days of its first and last event, as YYYY-MM-DD; null: of another table, or not known.",
          }),
        rejected: counts,
        complete: z.boolean(),
        replaced: count.meta({
          description: "Events of days for which a later import stands alone.",
        }),
        forgotten: count.meta({ description: "Events of customers who were forgotten." }),
      }),
    ),
    missing: list(z.string()).meta({ description: "Tables that a run needs to be imported." }),
    stages: list(
      z.strictObject({
        name: z.string(),
        state: z.enum(["done", "stale", "never", "partial", "waiting"]),
        rowsIn: count,
        rowsOut: count,
        dropped: counts,
        setAside: counts,
        groups: list(
          z.strictObject({ group: z.string(), rowsIn: count, dropped: counts, rowsOut: count }),
        ),
        samples: z.record(z.string(), list(z.string())),
        notices: list(z.string()),
        costUsd: z.number(),
        seconds: z.number(),
      }),
    ),
    graph: z
      .strictObject({
        version: z.string(),
        content: z.string(),
        ...graphCounts,
        pinned: z.boolean().meta({
          description: "Whether `cosmo graph pin` keeps it published, whatever runs give.",
        }),
      })
      .nullable(),
    requestedHeads: z
      .strictObject({
        waiting: count.meta({ description: "Heads that the server was asked for in vain." }),
        pairsAtMost: count.meta({ description: "Pairs of theirs that the next run asks about." }),
      })
      .meta({ description: "What the next run takes up beyond its limit of pairs." }),
    relevance: z
      .strictObject({
        model: z.string().nullable(),
        learntAt: z.string().nullable(),
        judgements: count,
        isStale: z.boolean(),
      })
      .nullable()
      .meta({
        description: "The model of relevance that is served; null: nothing to learn one from.",
      }),
    batchJobs: list(
      z.strictObject({
        batch: z.string().nullable(),
        model: z.string(),
        status: z.string(),
        requests: count,
        answered: count,
        failed: count,
        submittedAt: z.string().nullable(),
        checkedAt: z.string().nullable(),
      }),
    ).meta({ description: "Batch jobs of the model's provider that no run has collected." }),
    spent: z.strictObject({
      calls: count,
      inputTokens: count,
      outputTokens: count,
      costUsd: z.number(),
    }),
    price: z
      .strictObject({ input: z.number(), output: z.number(), asOf: z.string().nullable() })
      .nullable()
      .meta({
        description: "Dollars per million tokens; null: what the model costs is not known.",
      }),
    lastRun: z
      .strictObject({
        finished: z.boolean(),
        costUsd: z.number().nullable(),
        presumedUsd: z.number().nullable(),
        calls: count,
        presumedCalls: count,
        minutes: z.number(),
        maxCost: z.number().nullable(),
        maxCalls: count.nullable(),
        maxMinutes: z.number().nullable(),
      })
      .nullable()
      .meta({ description: "What the last run spent on the model, beside its caps." }),
  })
  .meta({ id: "Status" });

export type StatusAnswer = z.infer<typeof statusAnswer>;

/** As `cosmo graph log --json`, newest first. */
export const versionsAnswer = z
  .strictObject({
    version: versionOrNone,
    versions: list(
      z.strictObject({
        id: z.string(),
        parent: z.string().nullable(),
        content: z.string(),
        author: z.string(),
        time: z.string(),
        message: z.string(),
        counts: z.strictObject(graphCounts),
        prunedAt: z
          .string()
          .optional()
          .meta({ description: "Since when its rows are not kept any more." }),
        files: z.record(z.string(), list(z.string())),
      }),
    ),
  })
  .meta({ id: "Versions" });

export type VersionsAnswer = z.infer<typeof versionsAnswer>;

export const healthAnswer = z.strictObject({ status: z.literal("ok") }).meta({ id: "Health" });

export const readyAnswer = z
  .strictObject({
    status: z.literal("ready"),
    version: z.string(),
    site: z.string().meta({ description: "The one that is meant where a request names none." }),
    locale: z.string().meta({ description: "Likewise." }),
  })
  .meta({ id: "Ready" });

export type ReadyAnswer = z.infer<typeof readyAnswer>;
