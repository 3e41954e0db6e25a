import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { verdictProblem } from "../critic/verdict.ts";
import { verdictTokens } from "../critic/verdict-request.ts";
import type { Progress } from "../domain/progress.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { openMiniLmEncoder } from "../encoder/mini-lm-encoder.ts";
import { miniLmId } from "../encoder/mini-lm-id.ts";
import { rememberedVectors } from "../encoder/remembered-vectors.ts";
import { openVectorStore } from "../encoder/vector-store.ts";
import { answerProblem, withCutOff } from "../language-model/answer-problem.ts";
import { type BatchJobs, batchJobs } from "../language-model/batch/batch-jobs.ts";
import { type BatchStore, openBatchStore } from "../language-model/batch/batch-store.ts";
import { awaitJobs, defer } from "../language-model/batch/defer.ts";
import { budget } from "../language-model/budget.ts";
import { type BudgetAccount, budgetAccount } from "../language-model/budget-account.ts";
import { type BudgetStore, openBudgetStore } from "../language-model/budget-store.ts";
import { type CallStore, type CallTotals, openCallStore } from "../language-model/call-store.ts";
import { compose } from "../language-model/compose.ts";
import type { LanguageModel, Wrapper } from "../language-model/language-model.ts";
import { freePrice } from "../language-model/prices/price.ts";
import type { ModelPrice } from "../language-model/prices/price-of-model.ts";
import { record } from "../language-model/record.ts";
import { type RememberOptions, remember } from "../language-model/remember.ts";
import { repairRequest } from "../language-model/repair-request.ts";
import { sleep } from "../language-model/sleep.ts";
import { spendingMeter } from "../language-model/spending-meter.ts";
import { type MeasureStore, openMeasureStore } from "../measures/measure-store.ts";
import { miniLmTokenizer, miniLmWeights } from "../model-files/models.ts";
import type { Configuration } from "./configuration.ts";
import type { ConfiguredModel, ModelRole } from "./configured-models.ts";
import { extraBytesIn } from "./cost-at-most.ts";
import { type CriticPort, openCriticPort } from "./critic-source.ts";
import type { Environment } from "./environment.ts";
import { fetchedModel } from "./fetched-model.ts";
import { itemsInFlight } from "./items-in-flight.ts";
import { lazyEncoder, type Prepared } from "./lazy-model.ts";
import { type ModelPort, openModelPorts } from "./model-ports.ts";
import type { TokenCounting } from "./token-counting.ts";

/** A configured model that can be asked by itself. */
export interface AskedModel extends ConfiguredModel {
  /** Undefined where nobody knows it. */
  readonly price: ModelPrice | undefined;
  /** Retries and records, without memory and budget: asks again what it was asked before. */
  readonly asker: LanguageModel;
  /** Fetches and opens an embedded model; of a server nothing. */
  prepare(): Promise<void>;
  /** @throws CosmoError TOKENIZER_MISSING, TOKENIZER_INVALID */
  tokenCounting(): Promise<TokenCounting>;
}

/** Everything that a run reaches out to, opened on first use. */
export interface Ports {
  /** Explains pairs; remembers, retries, keeps to the budget of the run, records. */
  readonly generator: LanguageModel;
  /** Id of another model that is asked to mend its answers; undefined: it mends its own. */
  readonly rewriter: string | undefined;
  /** All that are configured. */
  readonly models: readonly AskedModel[];
  /** Measures perplexity; undefined where the configuration says none. */
  readonly scorer: LanguageModel | undefined;
  /** Measures cosines; undefined where the configuration says none. */
  readonly encoder: Encoder | undefined;
  /** Compares titles whose product type is not sure; undefined where the configuration says none. */
  readonly typeEncoder: Encoder | undefined;
  /**
   * The first, but never fetched: it fails where its files are not here. For what does without it too. It remembers
   * nothing: it is given what people type.
   */
  readonly encoderAtHand: Encoder | undefined;
  /** Judges claims. */
  readonly critic: CriticPort;
  readonly calls: CallStore;
  /** What the run may spend; the accounts of runs. */
  readonly budget: { readonly account: BudgetAccount; readonly store: BudgetStore };
  /** The batch jobs of runs. */
  readonly batches: { readonly jobs: BatchJobs; readonly store: BatchStore };
  /** Of the model that explains, as it is asked; undefined where nobody knows it. */
  readonly price: ModelPrice | undefined;
  /** By what its tokens are counted before it is asked. @throws CosmoError TOKENIZER_MISSING, TOKENIZER_INVALID */
  tokenCounting(): Promise<TokenCounting>;
  /** Of the model that judges, likewise. */
  readonly judgePrice: ModelPrice | undefined;
  /** What this process asked for and paid. */
  readonly spent: () => CallTotals;
  /** What the models that run in this process took of the machine: seconds of a core. */
  readonly coreSeconds: () => number;
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

/** Longest wait for the answers of calls that were made when a run is stopped: they are paid for. */
const graceMs = 10_000;

export async function openPorts(options: PortOptions): Promise<Ports> {
  const { configuration, stateFolder, environment } = options;
  // First, for it may fail: then nothing is open yet.
  const { models, batches, measuring, close: closeModels } = await openModelPorts(options);
  const calls = openCallStore(join(stateFolder, "calls.db"));
  const budgets = openBudgetStore(join(stateFolder, "budget.db"));
  const batchStore = openBatchStore(join(stateFolder, "batches.db"));
  const measures = openMeasureStore(join(stateFolder, "measures.db"));
  const { perplexityBy, cosineBy } = configuration.refinement;
  const vectors = openVectorStore(join(stateFolder, "vectors.db"));
  const encoding = encoderPort(options);
  const encoder = rememberedVectors(encoding, vectors);
  const withoutFetch = { ...configuration, models: { ...configuration.models, fetch: false } };
  const encoderAtHand = encoderPort({ ...options, configuration: withoutFetch });
  const clock = environment.now;
  const { onRecorded, spent } = spendingMeter();
  const recording = record({ store: calls, clock, onRecorded });
  const retryFailed = options.retryFailed;
  // A draw is a few words behind a stem: there is nothing to mend, and another draw is asked anyway.
  const isMended = configuration.languageModel.answers.form !== "draws";
  const account = budgetAccount({ store: budgets, clock, sleep });
  const inRole = (role: ModelRole): ModelPort | undefined =>
    models.find(({ roles }) => roles.includes(role));
  const withRole = (role: ModelRole): ModelPort => {
    const found = inRole(role);
    if (found === undefined) throw new Error(`no model has the role ${role}`);
    return found;
  };
  const asking = ({ model, retries, inTurn }: ModelPort): LanguageModel =>
    compose(model, retries, recording, ...inTurn);
  const paying = ({ settings, runPrice, retries, inTurn }: ModelPort): readonly Wrapper[] => {
    const price = runPrice ?? freePrice;
    const extraBytes = extraBytesIn(settings);
    if (settings.provider !== "embedded" && settings.batch) {
      const { maxAttempts } = settings;
      return [defer({ store: batchStore, price, extraBytes, maxAttempts })];
    }
    const { reserving, sending } = budget({ account, price, extraBytes, graceMs });
    return [awaitJobs(batchStore), retries, reserving, recording, ...inTurn, sending];
  };
  const [generates, rewrites] = [withRole("generate"), withRole("rewrite")];
  const rewriter =
    rewrites === generates ? undefined : compose(rewrites.model, ...paying(rewrites));
  const answering = (
    port: ModelPort,
    problemOf: typeof answerProblem,
    mending: Pick<RememberOptions, "repairRequest" | "rewriter">,
  ): LanguageModel => {
    const validate = withCutOff(problemOf, port.section);
    return compose(
      port.model,
      // Outermost too: an answer that can't be used and is asked for again in a job is not the last word.
      ...[awaitJobs(batchStore), remember({ store: calls, validate, ...mending, retryFailed })],
      ...paying(port),
    );
  };
  const generator = answering(generates, answerProblem, {
    ...(isMended && { repairRequest }),
    rewriter,
  });
  const judges = inRole("judge");
  const scorer = compose(measuring.model, measuring.retries);
  const inProcess = new Set([measuring, ...models].map(({ model }) => model));
  const critic = await openCriticPort(options.folder, configuration, {
    encoder,
    scorer,
    measures,
    judge: judges && {
      // A verdict is the judge's own: no other model mends it.
      model: answering(judges, verdictProblem, { repairRequest }),
      maxTokens: verdictTokens(judges.settings.answers.maxTokens),
      concurrency: itemsInFlight(judges.settings),
      spent,
    },
    progress: options.progress,
    now: clock,
  });
  const clustersTypes = configuration.catalogue.typeClustersBy === "embedded";
  const needsEncoder = cosineBy === "embedded" || clustersTypes || critic.source.kind === "critic";
  return {
    generator,
    rewriter: rewriter?.id,
    models: models.map((port) => {
      const { name, section, roles, settings, price, prepare, tokenCounting } = port;
      const asker = asking(port);
      return { name, section, roles, settings, price, prepare, tokenCounting, asker };
    }),
    scorer: perplexityBy === "embedded" ? scorer : undefined,
    encoder: cosineBy === "embedded" ? encoder : undefined,
    typeEncoder: clustersTypes ? encoder : undefined,
    encoderAtHand: cosineBy === "embedded" ? encoderAtHand : undefined,
    critic,
    calls,
    budget: { account, store: budgets },
    batches: {
      store: batchStore,
      jobs: batchJobs({
        ...{ store: batchStore, calls, budget: budgets, account, ports: batches },
        ...{ clock, newToken: randomUUID, onRecorded },
      }),
    },
    price: generates.runPrice,
    tokenCounting: () => generates.tokenCounting(),
    judgePrice: judges?.runPrice,
    spent,
    coreSeconds: () =>
      [...inProcess].reduce((sum, model) => sum + (model.busyCoreSeconds?.() ?? 0), 0),
    measures,
    async prepare() {
      for (const { roles, prepare } of models) if (roles.length > 0) await prepare();
      if (perplexityBy === "embedded") await measuring.prepare();
      if (needsEncoder) await encoding.prepare();
    },
    async close() {
      await critic.close();
      await Promise.all([closeModels(), encoder.close(), encoderAtHand.close()]);
      vectors.close();
      await calls.close();
      measures.close();
      budgets.closeFile();
      batchStore.close();
    },
  };
}

function encoderPort(options: PortOptions): Encoder & Prepared {
  return lazyEncoder(miniLmId(miniLmWeights.sha256, miniLmTokenizer.sha256), async () => {
    const modelFile = await fetchedModel(miniLmWeights, options);
    const tokenizerFile = await fetchedModel(miniLmTokenizer, options);
    return openMiniLmEncoder({
      modelFile,
      tokenizerFile,
      sha256: miniLmWeights.sha256,
      threads: 1,
    });
  });
}
