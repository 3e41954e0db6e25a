import { resolve } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { BatchPort } from "../language-model/batch/batch-port.ts";
import { embeddedModelId, openEmbeddedModel } from "../language-model/embedded/embedded-model.ts";
import type { LanguageModel, Wrapper } from "../language-model/language-model.ts";
import { limit } from "../language-model/limit.ts";
import { notBilled } from "../language-model/not-billed.ts";
import { openAiBatchApi } from "../language-model/openai-compatible/openai-batch-api.ts";
import { openAiCompatibleModel } from "../language-model/openai-compatible/openai-compatible-model.ts";
import type { OpenAiCompatibleOptions } from "../language-model/openai-compatible/server.ts";
import { noBatchDiscount } from "../language-model/prices/price.ts";
import {
  batchFactorOf,
  freeModelPrice,
  inBatches,
  type ModelPrice,
  priceOfModel,
} from "../language-model/prices/price-of-model.ts";
import { type PriceList, readPrices } from "../language-model/prices/read-prices.ts";
import { type RetryOptions, retry, retryAround } from "../language-model/retry.ts";
import { sleep } from "../language-model/sleep.ts";
import { hashLocalFile } from "../model-files/local-file.ts";
import { smolLm2 } from "../model-files/models.ts";
import { type ConfiguredModel, configuredModels } from "./configured-models.ts";
import { variableName } from "./environment-key.ts";
import { fetchedModel } from "./fetched-model.ts";
import { lazyLanguageModel, type Prepared } from "./lazy-model.ts";
import type { EmbeddedModelSettings, ServedModelSettings } from "./model-settings.ts";
import type { PortOptions } from "./ports.ts";
import { type TokenCounting, tokenCounting } from "./token-counting.ts";

/** Prompts of the embedded model are short: five parts and a stem. */
const contextTokens = 1024;

/** A worker of the embedded model that died is replaced; a request that kills each is given up. */
const embeddedAttempts = 3;

/** A server that wants to be left alone for longer ends the run. */
const patienceMs = 30_000;

/** A model by itself, and what stands around it whoever asks. */
interface BareModel extends Prepared {
  readonly model: LanguageModel;
  readonly retries: Wrapper;
  /** What lets calls in. Names of one model on one server share it. */
  readonly inTurn: readonly Wrapper[];
}

/** A configured model; undefined price: nobody knows it. */
export interface ModelPort extends ConfiguredModel, BareModel {
  readonly price: ModelPrice | undefined;
  /** What it costs as it is asked in runs, by itself or in batch jobs. */
  readonly runPrice: ModelPrice | undefined;
  /** @throws CosmoError TOKENIZER_MISSING, TOKENIZER_INVALID */
  tokenCounting(): Promise<TokenCounting>;
}

export interface ModelPorts {
  readonly models: readonly ModelPort[];
  /** The batch jobs of all served models, one for each model of a server. */
  readonly batches: readonly BatchPort[];
  /** What measures perplexity: the model that explains where it is embedded, else the one that cosmo fetches. */
  readonly measuring: BareModel;
  close(): Promise<void>;
}

/**
 * Names the models; each is opened on first use.
 * @throws CosmoError PRICES_INVALID, MODEL_ADDRESS_INVALID, MODEL_KEY_MALFORMED
 */
export async function openModelPorts(options: PortOptions): Promise<ModelPorts> {
  const { configuration } = options;
  const configured = configuredModels(configuration);
  const lists = await priceLists(configured, options);
  const priced = configured.map((one) => modelPrice(one, lists));
  const prices = priced.map(({ price }) => price);
  const open: LanguageModel[] = [];
  const embedded = new Map<string, BareModel>();
  const embeddedPort = async (settings: EmbeddedModelSettings | undefined): Promise<BareModel> => {
    const model = await embeddedModel(settings, options);
    const known = embedded.get(model.id);
    if (known !== undefined) return known;
    const port = {
      model,
      retries: retrying(embeddedAttempts),
      inTurn: [],
      prepare: () => model.prepare(),
    };
    embedded.set(model.id, port);
    open.push(model);
    return port;
  };
  const served = configured.flatMap(({ settings, section }, place) =>
    settings.provider === "embedded"
      ? []
      : [{ section, settings, model: servedModel(settings, section, prices[place], options) }],
  );
  open.push(...served.map(({ model }) => model));
  const limits = new Map<string, Wrapper>();
  const models: ModelPort[] = [];
  const batches = new Map<string, BatchPort>();
  for (const [place, one] of configured.entries()) {
    const { settings, section } = one;
    const price = prices[place];
    if (settings.provider === "embedded") {
      const port = await embeddedPort(settings);
      const counting = () => tokenCounting(one, port.model, options);
      models.push({ ...one, price, runPrice: price, ...port, tokenCounting: counting });
      continue;
    }
    const own = served.find((port) => port.section === section);
    if (own === undefined) throw new Error(`${section} was not opened`);
    const { model } = own;
    const counted = countedAs(settings);
    const same = served.filter((port) => countedAs(port.settings) === counted);
    const inTurn = limits.get(counted) ?? limitOf(same.map((port) => port.settings));
    limits.set(counted, inTurn);
    const retries = retrying(settings.maxAttempts);
    const runPrice = settings.batch ? priced[place]?.batchPrice : price;
    const prepare = async () => {};
    const counting = () => tokenCounting(one, model, options);
    models.push({
      ...{ ...one, price, runPrice, model, retries, inTurn: [inTurn], prepare },
      tokenCounting: counting,
    });
    // Of several names of one model, one that asks in jobs goes before: its price is that of the jobs.
    if (settings.batch || !batches.has(model.id)) {
      batches.set(model.id, batchPort(settings, section, priced[place]?.batchPrice, options));
    }
  }
  const explains = models.find(({ roles }) => roles.includes("generate"));
  return {
    models,
    batches: [...batches.values()],
    measuring:
      explains?.settings.provider === "embedded" ? explains : await embeddedPort(undefined),
    async close() {
      for (const { api } of batches.values()) api.close();
      await Promise.all(open.map((model) => model.close()));
    },
  };
}

/** A server counts the calls of a model together, whatever is asked of it besides. */
const countedAs = ({ baseUrl, model }: ServedModelSettings): string =>
  `${model}@${new URL(baseUrl).host}`;

/** Of one model under several names, the strictest that any of them says. */
function limitOf(served: readonly ServedModelSettings[]): Wrapper {
  const least = (name: "concurrency" | "requestsPerMinute" | "tokensPerMinute") =>
    Math.min(...served.map((settings) => settings[name] ?? Number.POSITIVE_INFINITY));
  const perMinute = (name: "requestsPerMinute" | "tokensPerMinute") =>
    Number.isFinite(least(name)) ? least(name) : undefined;
  return limit({
    concurrency: least("concurrency"),
    requestsPerMinute: perMinute("requestsPerMinute"),
    tokensPerMinute: perMinute("tokensPerMinute"),
    patienceMs,
    clock: () => performance.now(),
    sleep,
  });
}

const retryOptions = (maxAttempts: number): RetryOptions => ({
  ...{ maxAttempts, baseDelayMs: 500, maxDelayMs: patienceMs, random: Math.random, sleep },
});

const retrying = (maxAttempts: number): Wrapper => retry(retryOptions(maxAttempts));

/** @param settings undefined: the model that cosmo fetches */
async function embeddedModel(
  settings: EmbeddedModelSettings | undefined,
  options: PortOptions,
): Promise<LanguageModel & Prepared> {
  const { folder, signal } = options;
  const { file: own = null, workers = 2 } = settings ?? {};
  const file = own === null ? undefined : resolve(folder, own);
  // A model of the person's own is known by its content, whatever its name.
  const { sha256 } =
    file === undefined
      ? smolLm2
      : await hashLocalFile({ path: file, pinned: false }, smolLm2, signal);
  return lazyLanguageModel(embeddedModelId(file ?? smolLm2.fileName, sha256), async () => {
    const path = file ?? (await fetchedModel(smolLm2, options));
    return openEmbeddedModel({ file: path, sha256, workers, contextTokens });
  });
}

/** The person's own before the one that comes with cosmo; none where no model is asked over the network. */
async function priceLists(
  configured: readonly ConfiguredModel[],
  { folder, configuration: { prices } }: PortOptions,
): Promise<readonly PriceList[]> {
  if (configured.every(({ settings }) => settings.provider === "embedded")) return [];
  const own = prices === null ? [] : [await readPrices(resolve(folder, prices))];
  return [...own, await readPrices()];
}

/** Undefined where nobody knows it. */
function modelPrice(
  { settings }: ConfiguredModel,
  lists: readonly PriceList[],
): { readonly price: ModelPrice | undefined; readonly batchPrice: ModelPrice | undefined } {
  if (settings.provider === "embedded") {
    return { price: freeModelPrice, batchPrice: freeModelPrice };
  }
  const { input, output, batch } = settings.price;
  const own = input === null || output === null ? undefined : { input, output };
  const price = priceOfModel(
    { ...settings, wantsKey: settings.apiKey !== null, price: own },
    lists,
  );
  const factor =
    batch ?? (own === undefined ? batchFactorOf(settings.model, lists) : noBatchDiscount);
  return { price, batchPrice: price && inBatches(price, factor) };
}

function servedModel(
  settings: ServedModelSettings,
  section: string,
  price: ModelPrice | undefined,
  options: PortOptions,
): LanguageModel {
  const { missingKey, ...server } = serverOptions(settings, section, price, options);
  const inner = openAiCompatibleModel(server);
  if (missingKey === undefined) return inner;
  // Asked for only when a call is made: status and show need no key.
  return lazyLanguageModel(inner.id, async () => {
    throw missingKey;
  });
}

function batchPort(
  settings: ServedModelSettings,
  section: string,
  price: ModelPrice | undefined,
  options: PortOptions,
): BatchPort {
  const { missingKey, ...server } = serverOptions(settings, section, price, options);
  const around = retryAround(retryOptions(settings.maxAttempts));
  return {
    api: openAiBatchApi(server),
    isOn: settings.batch,
    requestsAtOnce: settings.batchRequests,
    around: async (call, signal) => {
      if (missingKey !== undefined) throw missingKey;
      return around(call, signal);
    },
  };
}

function serverOptions(
  settings: ServedModelSettings,
  section: string,
  price: ModelPrice | undefined,
  { environment }: PortOptions,
): OpenAiCompatibleOptions & { readonly missingKey: CosmoError | undefined } {
  const { apiKey, baseUrl, model, timeoutSeconds, extraBody, omit, maxTokensName } = settings;
  const variable = apiKey === null ? undefined : variableName(apiKey);
  const key = variable === undefined ? undefined : environment.variables[variable] || undefined;
  return {
    ...{ baseUrl, model, section, price, omit },
    ...(extraBody !== null && { extraBody }),
    ...(maxTokensName !== null && { maxTokensName }),
    timeoutMs: timeoutSeconds * 1000,
    ...(key !== undefined && { apiKey: key }),
    ...(variable !== undefined && { apiKeyVariable: variable }),
    missingKey:
      variable === undefined || key
        ? undefined
        : notBilled(
            new CosmoError("MODEL_KEY_MISSING", `The environment variable ${variable} is not set`, {
              hint: `Set it (\`export ${variable}=…\`) and run again, or take ${section}.api-key out of cosmo.yaml.`,
              exitCode: 2,
            }),
          ),
  };
}
