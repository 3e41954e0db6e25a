import { availableParallelism } from "node:os";
import { hashOf } from "../../domain/hash.ts";
import type { Progress } from "../../domain/progress.ts";
import { type CheckpointFile, checkpointFile } from "../../learning/checkpoint.ts";
import { learnReranker } from "../../relevance/reranker/learn-reranker.ts";
import type { RerankerCard } from "../../relevance/reranker/reranker-card.ts";
import { rerankingData } from "../../relevance/reranker/reranking-data.ts";
import type { Workspace } from "../workspace.ts";
import { moreJudgements, noBetterThanShares } from "./no-better-than-shares.ts";
import { type RelevanceTask, relevanceTask } from "./relevance-task.ts";
import { baseModel, tunableEncoder } from "./tunable-encoder.ts";

export interface RelevanceRunOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told where a run that was stopped is gone on with: the steps that it made. */
  readonly onGoneOn: (steps: number) => void;
}

export interface RelevanceRun {
  /** The model's name, which answers of the server have too. */
  readonly model: string;
  readonly folder: string;
  /** False: it was there already. */
  readonly learnt: boolean;
  readonly card: RerankerCard;
  /** That words were left out; that it tells no more than the shares of classes, and what helps. */
  readonly notices: readonly string[];
}

/**
 * Learns a model of relevance on the imported judgements, where it is not there yet, and has it served. Killed and begun
 * again it goes on from its last checkpoint, to the same model.
 *
 * @throws CosmoError NOTHING_IMPORTED, JUDGED_TITLES_MISSING, GRADING_UNKNOWN, JUDGED_ALIKE, SPLIT_TOO_SMALL, and those of fetching the encoder
 */
export async function runRelevance(
  workspace: Workspace,
  options: RelevanceRunOptions,
): Promise<RelevanceRun> {
  const task = await relevanceTask(workspace);
  const { id, store } = task;
  const before = await store.card(id);
  const card = before ?? (await learn(workspace, task, options));
  if ((await store.served()) !== id) await store.serve(id);
  const told = noBetterThanShares(card);
  const wanted = workspace.configuration.relevance.words;
  return {
    ...{ model: id, folder: store.folderOf(id), learnt: before === undefined, card },
    notices: [
      ...(wanted && !card.validation.some(({ id }) => id === "words")
        ? ["Words don't count beside the encoder: there are too few queries to learn them from."]
        : []),
      ...(told === undefined ? [] : [told, moreJudgements(card)]),
    ],
  };
}

async function learn(
  workspace: Workspace,
  { id, content, store, judgements }: RelevanceTask,
  { signal, progress, onGoneOn }: RelevanceRunOptions,
): Promise<RerankerCard> {
  const { folder, configuration, environment } = workspace;
  const { relevance: settings, seed } = configuration;
  const data = rerankingData(await judgements(), settings.cuts, seed);
  const fetching = { folder, configuration, environment, progress, signal };
  const { encoder, tokenizerJson } = await tunableEncoder(fetching);
  const threads = availableParallelism();
  const checkpoint = checkpointFile({
    path: await store.checkpointPath(id),
    identity: hashOf([id, threads]),
    everySeconds: settings.checkpointSeconds,
  });
  const learnt = await learnReranker({
    useWords: settings.words,
    ...{ id, data, content, encoder, base: baseModel, epochs: settings.epochs, seed, threads },
    checkpoint: tellingGoneOn(checkpoint, onGoneOn),
    ...{ now: environment.now, signal, progress },
  });
  await store.publish(learnt, tokenizerJson);
  return learnt.card;
}

const tellingGoneOn = (
  checkpoint: CheckpointFile,
  onGoneOn: RelevanceRunOptions["onGoneOn"],
): CheckpointFile => ({
  ...checkpoint,
  async read() {
    const state = await checkpoint.read();
    if (state !== undefined) onGoneOn(state.steps);
    return state;
  },
});
