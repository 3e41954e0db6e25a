import { z } from "zod";
import { answerForm, textForm } from "../generation/answer-form.ts";
import { maxTokensNames, omittedFields } from "../language-model/openai-compatible/server.ts";
import { batchFactor, dollarsPerMillion } from "../language-model/prices/read-prices.ts";
import { environmentKey } from "./environment-key.ts";

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

export const embeddedModel = z.strictObject({
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

/** What only a server has: each alone says that one is meant. */
const ofServers = ["baseUrl", "model", "apiKey"];

export const languageModel = z.preprocess(
  (value) =>
    value !== null && typeof value === "object" && !("provider" in value)
      ? {
          provider: ofServers.some((name) => name in value) ? "openai-compatible" : "embedded",
          ...value,
        }
      : value,
  z.discriminatedUnion("provider", [servedModel, embeddedModel]),
);

/** Names stand in settings' paths and on the command's lines. */
const isModelName = (name: string): boolean => /^[a-z][A-Za-z0-9-]*$/.test(name);

export const namedModels = z
  .record(z.string(), languageModel)
  .refine((models) => Object.keys(models).length > 0, "names no model")
  .refine(
    (models) => Object.keys(models).every(isModelName),
    "a model's name is small letters, digits and hyphens, a letter first",
  );

export type ModelSettings = z.infer<typeof languageModel>;
export type ServedModelSettings = z.infer<typeof servedModel>;
export type EmbeddedModelSettings = z.infer<typeof embeddedModel>;
