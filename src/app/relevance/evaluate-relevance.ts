import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Progress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { openMiniLmEncoder } from "../../encoder/mini-lm-encoder.ts";
import type { Format } from "../../intake/files/format.ts";
import type { SaidCaps } from "../../language-model/budget-caps.ts";
import { miniLmTokenizer, miniLmWeights } from "../../model-files/models.ts";
import type { Comparison } from "../../relevance/comparison/comparison.ts";
import type { NamedEndpoint } from "../../relevance/evaluate/asked-comparisons.ts";
import {
  evaluateRelevance as evaluate,
  type RelevanceEvaluation,
  type SplitBy,
  type ToldBeside,
} from "../../relevance/evaluate/evaluate-relevance.ts";
import { openKeptFits } from "../../relevance/evaluate/kept-fits.ts";
import type { GivenCuts } from "../../relevance/grading.ts";
import {
  cutsOfSettings,
  endpointOfSettings,
  risingCuts,
  writtenComparison,
} from "../../relevance/relevance-settings.ts";
import { counted } from "../../text/counted.ts";
import { usualCacheFolder } from "../cache-folder.ts";
import { type Configuration, configurationSchema } from "../configuration.ts";
import type { Environment } from "../environment.ts";
import { fetchedModel } from "../fetched-model.ts";
import { configurationFile, readConfiguration } from "../read-configuration.ts";
import { type Workspace, withWorkspace } from "../workspace.ts";
import { askedKnowledge } from "./asked-knowledge.ts";
import { givenJudgements } from "./given-judgements.ts";
import { graphKnowledge } from "./graph-knowledge.ts";
import { readKnowledgeFile } from "./knowledge-file.ts";
import { tunableEncoder } from "./tunable-encoder.ts";
import { zeroShotScores } from "./zero-shot-scores.ts";

/** What `cuts` may be, and how `endpoint` is written. */
export const [allowedCuts, writtenEndpoint] = [risingCuts, writtenComparison];

export interface RelevanceRequest {
  readonly environment: Environment;
  /** Files of judgements; null: those that the workspace imported. */
  readonly paths: readonly string[] | null;
  /** Null: told by each file's name. */
  readonly format: Format | null;
  /** `ours=theirs`, as typed. */
  readonly map: readonly string[];
  /** Null: as the settings have them. */
  readonly cuts: readonly number[] | null;
  readonly folds: number;
  readonly seeds: number;
  readonly mostJudgements: number | null;
  readonly splitBy: SplitBy;
  /** Where knowledge comes from: the workspace's graph, its model, or a file; null: there is none. */
  readonly knowledge:
    | { readonly from: "graph" | "model" }
    | { readonly from: "file"; readonly file: string }
    | null;
  /** Caps that a person gives to what the model is asked. */
  readonly caps: SaidCaps;
  /** Whether the measuring model of the workspace is asked outright how well query and product fit. */
  readonly zeroShot: boolean;
  /** Ids of the rows that are wanted; null: all there are. */
  readonly rows: readonly string[] | null;
  /** Null: as the settings have it. */
  readonly endpoint: Comparison | null;
  /** Folder of the workspace, for its settings and for what needs one; undefined: the current folder. */
  readonly workspace: string | undefined;
  /** Whether encoders are learnt on too, which takes minutes for each fold, seed and row. */
  readonly tuned: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told beforehand what a model is asked, and what that costs at most. */
  say(line: string): void;
}

export interface RelevanceResult extends RelevanceEvaluation {
  /** Rows of the files that could not be used, by code. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly notices: readonly string[];
}

/**
 * Evaluates ways to tell how well a product fits a query, on files of judgements or those that a workspace imported. Where there is a
 * workspace its settings hold, for what the request leaves open; for files none is needed.
 *
 * @throws CosmoError of `givenJudgements`, JUDGED_TITLES_MISSING, GRADING_UNKNOWN, JUDGED_ALIKE, SPLIT_TOO_SMALL, RELEVANCE_ROW_UNKNOWN, KNOWLEDGE_FOREIGN, of `readConfiguration`, and those of fetching the encoder
 */
export async function evaluateRelevance(request: RelevanceRequest): Promise<RelevanceResult> {
  const { environment, tuned, seeds, progress, signal } = request;
  const folder = resolve(environment.currentFolder, request.workspace ?? ".");
  const configuration = await configurationWhereThereIs(folder, request.workspace !== undefined);
  const { judgements, rejected, notices } = await givenJudgements(request);
  const fetching = { folder, configuration, environment, progress, signal };
  const threads = availableParallelism();
  const modelFile = await fetchedModel(miniLmWeights, fetching);
  const tokenizerFile = await fetchedModel(miniLmTokenizer, fetching);
  const encoder = await openMiniLmEncoder({
    ...{ modelFile, tokenizerFile, sha256: miniLmWeights.sha256, threads },
  });
  try {
    const evaluation = await evaluate({
      ...request,
      ...{ judgements, encoder, threads },
      cuts: givenCuts(request.cuts, configuration),
      endpoint: namedEndpoint(request.endpoint, configuration),
      beside: { knowledge: request.knowledge !== null, zeroShot: request.zeroShot },
      told: (evaluated, needed) =>
        toldBeside(
          {
            ...request,
            knowledge: needed.knowledge ? request.knowledge : null,
            zeroShot: needed.zeroShot,
          },
          evaluated,
        ),
      seeds: Array.from({ length: seeds }, (_, place) => place + 1),
      async keptFits(identity) {
        const { cacheFolder } = configuration.models;
        const cache = resolve(folder, cacheFolder ?? usualCacheFolder(environment.home));
        const kept = await openKeptFits(join(cache, "relevance"), identity, environment.now());
        const { fits, vectors } = kept.found;
        if (fits > 0 || vectors) {
          const behind = fits > 0 ? counted(fits, "fits") : "the first texts that were encoded";
          request.say(`Going on with this evaluation, which was stopped behind ${behind}.`);
        }
        return kept;
      },
      tunable: tuned ? (await tunableEncoder(fetching)).encoder : null,
    });
    return { ...evaluation, rejected, notices };
  } finally {
    await encoder.close();
  }
}

const givenCuts = (
  typed: readonly number[] | null,
  { relevance }: Configuration,
): GivenCuts | null =>
  typed === null
    ? relevance.cuts && { at: relevance.cuts, saidBy: cutsOfSettings }
    : { at: typed, saidBy: "--cuts" };

const namedEndpoint = (
  typed: Comparison | null,
  { relevance }: Configuration,
): NamedEndpoint | null =>
  typed === null
    ? relevance.endpoint && { ...relevance.endpoint, saidBy: endpointOfSettings }
    : { ...typed, saidBy: "--endpoint" };

/** What `cosmo.yaml` of a folder says; where there is none, unless the folder was named, as it is where nothing is written. */
const configurationWhereThereIs = (folder: string, isNamed: boolean): Promise<Configuration> =>
  isNamed || existsSync(join(folder, configurationFile))
    ? readConfiguration(folder)
    : Promise.resolve(configurationSchema.parse({}));

/** What the workspace or a file says of the judged queries and products, and what a model says of both together. */
async function toldBeside(
  request: RelevanceRequest,
  judgements: readonly Judgement[],
): Promise<ToldBeside> {
  const { environment, paths, knowledge, workspace, zeroShot, signal, progress } = request;
  const dataSet = paths?.map((path) => basename(path)).join(", ") ?? "the imported judgements";
  const ofFile =
    knowledge?.from === "file"
      ? await readKnowledgeFile(resolve(environment.currentFolder, knowledge.file))
      : null;
  const ofWorkspace = async (opened: Workspace): Promise<ToldBeside> => ({
    knowledge:
      knowledge?.from === "graph"
        ? { dataSet, pieces: await graphKnowledge(opened, judgements), others: [] }
        : knowledge?.from === "model"
          ? { dataSet, pieces: await askedKnowledge(opened, judgements, request), others: [] }
          : null,
    zeroShot: zeroShot ? await zeroShotScores(opened.ports, judgements, request) : null,
  });
  const told =
    knowledge?.from === "graph" || knowledge?.from === "model" || zeroShot
      ? await withWorkspace({ folder: workspace, environment, progress, signal }, ofWorkspace)
      : { knowledge: null, zeroShot: null };
  return ofFile === null ? told : { ...told, knowledge: { dataSet, ...ofFile } };
}
