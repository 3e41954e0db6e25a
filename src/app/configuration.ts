import { z } from "zod";
import { mineConfig } from "../behaviour/mine-config.ts";
import { catalogueConfig } from "../catalogue/catalogue-stage.ts";
import { scopes } from "../domain/tables/scopes.ts";
import { entailmentConfig } from "../entailment/entail-stage.ts";
import { answerForm, textForm } from "../generation/answer-form.ts";
import { graphConfig } from "../graph/graph-stage.ts";
import { orderLinesConfig } from "../intake/order-lines.ts";
import { maxTokensNames, omittedFields } from "../language-model/openai-compatible/server.ts";
import { batchFactor, dollarsPerMillion } from "../language-model/prices/read-prices.ts";
import { cutsConfig } from "../refinement/filters.ts";

const sampling = { temperature: 0.9, topP: 0.9, topK: 40 };

/** Settings of the embedded model were tried: see docs/stages/generate.md. */
const embeddedAnswers = {
  form: "draws" as const,
  count: 2,
  ...sampling,
  maxTokens: 24,
};

const serverAnswers = { form: "list" as const, count: 5, ...sampling, topK: 0, maxTokens: 200 };

/** Of a JSON answer the reasoning needs room too. */
const usualAnswers = {
  draws: embeddedAnswers,
  list: serverAnswers,
  json: { ...serverAnswers, form: "json" as const, maxTokens: 600 },
};

/** What is left out is as usual for the form. Servers are not sent `top-k`, which some refuse, unless it is set. */
const withUsual =
  (form: keyof typeof usualAnswers, topK?: number) =>
  (value: unknown): unknown => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const wanted = "form" in value ? value.form : form;
    const usual = Object.entries(usualAnswers).find(([name]) => name === wanted)?.[1];
    return { ...usual, ...(topK !== undefined && { topK }), form, ...value };
  };

const embeddedModel = z.strictObject({
  provider: z.literal("embedded"),
  /** A GGUF file of your own instead of the one that cosmo fetches. */
  file: z.string().nullable().default(null),
  /** Worker threads with a copy of the model each. */
  workers: z.int().min(1).max(64).default(2),
  /** Not for this one: it has no provider that could work off a job. */
  batch: z
    .literal(
      false,
      "batch jobs are for servers: an embedded model answers at once, so take this out",
    )
    .default(false),
  answers: z.preprocess(withUsual("draws"), textForm).default(embeddedAnswers),
});

const environmentVariable = /^\$\{([A-Z_][A-Z0-9_]*)\}$/;

/** A key is never written down: it is the name of an environment variable, as `${NAME}`. */
const environmentKey = z
  .string()
  .regex(
    environmentVariable,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what a person must write
    "must be ${NAME}: the name of an environment variable that holds the key",
  )
  .nullable()
  .default(null);

/** US dollars per million tokens. */
const ownPrice = z
  .strictObject({
    input: dollarsPerMillion.nullable().default(null),
    output: dollarsPerMillion.nullable().default(null),
    /** What of it a call in a batch job costs. */
    batch: batchFactor.nullable().default(null),
  })
  .refine(
    ({ input, output }) => (input === null) === (output === null),
    "input and output go together",
  )
  .prefault({});

/** What a request asks and of whom, how much may come and how, and what it costs: counting and reading stand on it. */
const ownFields = [
  ...["model", "models", "route", "messages", "prompt", "n", "best_of", "stream", "stream_options"],
  ...["max_tokens", "max_completion_tokens", "max_output_tokens", "n_predict", "min_tokens"],
  ...["response_format", "logprobs", "modalities", "audio", "prediction", "service_tier"],
  ...["tools", "tool_choice", "functions", "function_call", "plugins", "web_search_options"],
  ...omittedFields,
];

const servedModel = z.strictObject({
  provider: z.literal("openai-compatible"),
  baseUrl: z.url(),
  model: z.string().min(1),
  apiKey: environmentKey,
  /** Members of each request beside those of cosmo, as the server's documentation writes them. */
  extraBody: z
    .record(z.string(), z.json())
    .refine((body) => ownFields.every((name) => !(name in body)), {
      error: ({ input }) =>
        `cosmo decides of ${ownFields.filter((name) => name in (input as object)).join(", ")}`,
    })
    .nullable()
    .default(null),
  /** Null: as the host is known to take it. */
  maxTokensName: z.enum(maxTokensNames).nullable().default(null),
  /** What is not sent. */
  omit: z.array(z.enum(omittedFields)).default([]),
  /** The model's tokenizer.json, by which plans count its tokens; null: OpenAI's models by name, others from bytes. */
  tokenizer: z.string().min(1).nullable().default(null),
  /** Null: as the lists of prices have it. */
  price: ownPrice,
  /** Ask in batch jobs of the provider, which a later run collects. */
  batch: z.boolean().default(false),
  /** So many requests are in jobs at one time; null: as many as there are. */
  batchRequests: z.int().min(1).nullable().default(null),
  timeoutSeconds: z.number().gt(0).default(120),
  concurrency: z.int().min(1).max(1000).default(8),
  requestsPerMinute: z.number().gt(0).nullable().default(null),
  /** Of prompts and answers together. */
  tokensPerMinute: z.number().gt(0).nullable().default(null),
  maxAttempts: z.int().min(1).max(20).default(6),
  answers: z.preprocess(withUsual("list", 0), answerForm).default(serverAnswers),
});

/** `base-url` alone is enough to say that a server is meant. */
const languageModel = z.preprocess(
  (value) =>
    value !== null && typeof value === "object" && !("provider" in value)
      ? { provider: "baseUrl" in value ? "openai-compatible" : "embedded", ...value }
      : value,
  z.discriminatedUnion("provider", [servedModel, embeddedModel]),
);

/** Names stand in settings' paths and on the command's lines. */
const isModelName = (name: string): boolean => /^[a-z][A-Za-z0-9-]*$/.test(name);

const namedModels = z
  .record(z.string(), languageModel)
  .refine((models) => Object.keys(models).length > 0, "names no model")
  .refine(
    (models) => Object.keys(models).every(isModelName),
    "a model's name is small letters, digits and hyphens, a letter first",
  );

const limitOf = (heads: string) =>
  z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({
      absence: `all ${heads} are asked about (to ask about none, take them out of generation.scopes)`,
    });

const isLocale = (tag: string): boolean =>
  succeeds(() => Intl.getCanonicalLocales(tag.replaceAll("_", "-")));

const isTimeZone = (timeZone: string): boolean =>
  succeeds(() => new Intl.DateTimeFormat("en-US", { timeZone }));

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** What `cosmo.yaml` may say, in camel case; the file itself is in kebab case. */
export const configurationSchema = z.strictObject({
  site: z.string().min(1).default("default"),
  locale: z.string().refine(isLocale, "must be a language tag such as en-US").default("en-US"),
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
  catalogue: catalogueConfig,
  mining: mineConfig,
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
  graph: graphConfig,
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
      threads: z.int().min(1).default(2),
      memoryLimit: z
        .string()
        .regex(/^\d+(\.\d+)?\s?(MB|GB|TB)$/, "such as 4GB")
        .default("4GB"),
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
export type ModelSettings = Configuration["languageModel"];
export type ServedModelSettings = z.infer<typeof servedModel>;
export type EmbeddedModelSettings = z.infer<typeof embeddedModel>;

/** The variable named by `${NAME}`. */
export const variableName = (text: string): string => text.match(environmentVariable)?.[1] ?? text;
