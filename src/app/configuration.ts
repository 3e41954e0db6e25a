import { z } from "zod";
import { miningSettings } from "../behaviour/mining-settings.ts";
import { catalogueConfig } from "../catalogue/catalogue-stage.ts";
import { classifyConfig } from "../classification/classify-stage.ts";
import { canonicalLocale } from "../domain/canonical-locale.ts";
import { scopes } from "../domain/tables/scopes.ts";
import { entailmentConfig } from "../entailment/entail-stage.ts";
import { graphConfig } from "../graph/graph-stage.ts";
import { orderLinesConfig } from "../intake/order-lines.ts";
import { intentsConfig } from "../intents/told-intents.ts";
import { cutsConfig } from "../refinement/filters.ts";
import { relevanceSettings } from "../relevance/relevance-settings.ts";
import { variantsConfig } from "../variants/variants-stage.ts";
import { environmentKey } from "./environment-key.ts";
import { embeddedModel, languageModel, namedModels } from "./model-settings.ts";

const limitOf = (heads: string) =>
  z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({
      absence: `all ${heads} are asked about (to ask about none, take them out of generation.scopes)`,
    });

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** What `cosmo.yaml` may say, in camel case; the file itself is in kebab case. */
export const configurationSchema = z.strictObject({
  site: z.string().min(1).default("default"),
  locale: z
    .string()
    .refine((tag) => canonicalLocale(tag) !== undefined, "must be a language tag such as en-US")
    .default("en-US"),
  timeZone: z
    .string()
    .refine(isTimeZone, "must be an IANA name such as UTC or Europe/London")
    .default("UTC"),
  seed: z.int().min(0).default(1),
  languageModel: languageModel.default(() => embeddedModel.parse({ provider: "embedded" })),
  /** Several models by names of the person's own, instead of the one; null: there is one. */
  languageModels: namedModels.nullable().default(null),
  /** Names of models; null: the only one, or `rewrite` and `judge` the one that explains. */
  roles: z
    .strictObject({
      /** Explains product types, queries and pairs. */
      generate: z.string().nullable().default(null),
      /** Is asked to mend an answer that can't be used. */
      rewrite: z.string().nullable().default(null),
      /** Judges claims, where critic.by is language-model. */
      judge: z.string().nullable().default(null),
    })
    .prefault({}),
  relations: z.string().nullable().default(null),
  /** A file of prices that go before those that come with cosmo. */
  prices: z.string().nullable().default(null),
  /** What each run may spend on the language model at most; null: no limit. */
  budget: z
    .strictObject({
      /** US dollars. */
      maxCost: z.number().min(0).nullable().default(null),
      maxCalls: z.int().min(0).nullable().default(null),
      maxMinutes: z.number().min(0).nullable().default(null),
    })
    .prefault({}),
  orderLines: orderLinesConfig,
  catalogue: z
    .strictObject({
      ...catalogueConfig.unwrap().shape,
      ...classifyConfig.unwrap().shape,
      /** A file of types of the person's own; they go before all others. */
      productTypes: z.string().nullable().default(null),
      /** What compares titles whose type is not sure with others. */
      typeClustersBy: z.enum(["embedded", "none"]).default("none"),
    })
    .prefault({}),
  mining: miningSettings,
  variants: variantsConfig,
  generation: z
    .strictObject({
      scopes: z
        .array(z.enum(scopes))
        .min(1)
        .refine((names) => new Set(names).size === names.length, "names one of them twice")
        .default([...scopes]),
      /** With the scope product-type+attribute, at most so many attributes of each type. */
      attributesPerType: z.int().min(1).default(3),
      limitTypes: limitOf("product types"),
      /** Of each closed list, so many tails are taken for a product type. */
      fromLists: z.int().min(0).default(3),
      /** Calls for each type and relation; null: 12 where the model draws, 3 where it lists. */
      drawsPerType: z.int().min(1).nullable().default(null),
      /** Of the types that are bought together with a type beyond chance, so many are taken. */
      partnersPerType: z.int().min(0).default(3),
      limitQueries: limitOf("queries"),
      limitPairs: limitOf("pairs"),
      /** Beside product types, ask about those queries and pairs alone that types leave unexplained. */
      unexplainedOnly: z.boolean().default(true),
      /** Of queries that say the same in other words, ask about the one alone that they count as. */
      oneOfVariants: z.boolean().default(false),
      /** Further pairs, in each run, of heads whose knowledge was asked for and lacking. */
      requestedPairs: z.int().min(0).default(100),
      relations: z.array(z.string()).min(1).nullable().default(null),
    })
    .prefault({}),
  refinement: z
    .strictObject({
      /** What measures perplexity and cosines; `none` leaves the filter without effect. */
      perplexityBy: z.enum(["embedded", "none"]).default("embedded"),
      cosineBy: z.enum(["embedded", "none"]).default("embedded"),
      ...cutsConfig.shape,
    })
    .prefault({}),
  critic: z
    .strictObject({
      /** What judges claims: a critic trained on labels, a language model, nothing, or a file of the person's own. */
      by: z
        .string()
        .regex(
          /^(?:labels|language-model|none|.+\.(?:onnx|parquet))$/,
          "labels, language-model, none, or an .onnx or .parquet file",
        )
        .default("labels"),
      /** Whether the labels that come with cosmo are learnt from, beside those that were imported. */
      sampleLabels: z.boolean().default(true),
      /** A language model that judges is asked about so many labelled claims at most, to weigh what it says. */
      calibrationClaims: z.int().min(0).default(200),
      /** What measures how much likelier a tail becomes by its product; `none`: that is no feature. */
      logProbabilityBy: z.enum(["embedded", "none"]).default("none"),
    })
    .prefault({}),
  entailment: entailmentConfig,
  intents: intentsConfig,
  graph: graphConfig,
  relevance: relevanceSettings,
  server: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      /** 0: any that is free. */
      port: z.int().min(0).max(65_535).default(3210),
      readerKey: environmentKey,
      operatorKey: environmentKey,
      /** From this cosine on, a query that is not known is answered as the known one nearest to it. */
      nearestCosine: z.number().gt(0).max(1).default(0.8),
    })
    .prefault({}),
  sql: z
    .strictObject({
      /** What computes the steps of mining; DuckDB does all else. */
      engine: z.enum(["duckdb", "spark"]).default("duckdb"),
      /** Of Spark; null: threads of this machine. */
      master: z
        .string()
        .regex(
          /^(?:local(?:\[(?:\d+|\*)\])?|spark:\/\/.+:\d+|yarn|k8s:\/\/.+)$/,
          "such as spark://HOST:7077 or local[2]",
        )
        .nullable()
        .default(null),
      /** Spark's own settings by their names. */
      sparkSettings: z
        .record(z.string().startsWith("spark."), z.union([z.string(), z.number(), z.boolean()]))
        .nullable()
        .default(null),
      threads: z.int().min(1).default(2),
      memoryLimit: z
        .string()
        .regex(/^\d+(\.\d+)?\s?(MB|GB|TB)$/, "such as 4GB")
        .default("4GB"),
    })
    .refine(({ engine, master }) => engine === "spark" || master === null, {
      path: ["master"],
      message: "nothing goes there without engine: spark; set it, or leave the master out",
    })
    .prefault({}),
  models: z
    .strictObject({
      /** Folder with the embedded models' files under their own names; looked at first. */
      localFolder: z.string().nullable().default(null),
      /** Where fetched models are kept; null: ~/.cache/cosmo. */
      cacheFolder: z.string().nullable().default(null),
      /** False: never fetch; only local and cached files. */
      fetch: z.boolean().default(true),
    })
    .prefault({}),
});

export type Configuration = z.infer<typeof configurationSchema>;
