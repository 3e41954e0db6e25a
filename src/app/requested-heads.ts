import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import { type RequestedHead, requestedHeads } from "../domain/tables/requested-heads.ts";
import { isTypesFirst } from "../generation/generation-work.ts";
import { askedInstead } from "../generation/queries-to-ask.ts";
import { waitingHeads } from "../generation/waiting-heads.ts";
import { openRequestQueue, type RequestQueue } from "../knowledge/request-queue.ts";
import { pairRelations } from "../relations/pair-relations.ts";
import type { Datasets } from "../stage/stage.ts";
import type { Environment } from "./environment.ts";
import { keptRounds } from "./kept-rounds.ts";
import { presentUnexplained } from "./unexplained-heads.ts";
import { wantedRelations } from "./wanted-relations.ts";
import type { Workspace } from "./workspace.ts";

/** Where the server notes what it was asked for in vain. */
export const requestQueueFile = (stateFolder: string): string => join(stateFolder, "run.db");

const kept = keptRounds(
  requestedHeads,
  "requested-heads",
  "Put a copy of the file back, or remove requested-heads.json: then what was asked of the server is forgotten.",
);

/** The rounds that were taken up so far, one part each. */
export const requestedRounds = kept.list;

/** Heads that the server noted and no run took up yet, those first that were asked for first. */
function waitingList(
  stateFolder: string,
  environment: Pick<Environment, "now">,
): readonly string[] {
  return withQueue(stateFolder, environment, (queue) => queue.list()) ?? [];
}

/** How many they are. */
export const waitingRequests = (
  stateFolder: string,
  environment: Pick<Environment, "now">,
): number => withQueue(stateFolder, environment, (queue) => queue.count()) ?? 0;

/** What is read of the queue; undefined where no server noted anything yet. */
function withQueue<Result>(
  stateFolder: string,
  environment: Pick<Environment, "now">,
  read: (queue: RequestQueue) => Result,
): Result | undefined {
  const file = requestQueueFile(stateFolder);
  if (!existsSync(file)) return undefined;
  const queue = openRequestQueue(file, environment);
  try {
    return read(queue);
  } finally {
    queue.close();
  }
}

/** What `generate` reads of them. */
export const requestedDataset = kept.dataset;

/** What the next run takes up of the server's queue. */
export interface FoundRequests {
  /** Those that were taken up so far, and with something to ask the new one behind them. */
  readonly rounds: readonly PartManifest[];
  /** Rows of the new round; empty where there is nothing to ask. */
  readonly rows: readonly RequestedHead[];
  /** Heads that leave the queue: those that are known, whether something is left to ask of them or not. */
  readonly answered: readonly string[];
}

/**
 * The heads of the server's queue of which something is left to ask, as a further round; nothing is taken up by it. Heads that
 * are not known stay in the queue: a query may pass the gate another day. Where no relation asks about pairs, all wait. For a
 * query that counts as another the other is asked about, where one of several wordings is.
 *
 * @param datasets those of the pairs, queries, their variants and products of today
 */
export async function foundRequests(
  workspace: Workspace,
  datasets: Datasets,
): Promise<FoundRequests> {
  const { stateFolder, store, sql, configuration, environment } = workspace;
  const { requestedPairs, limitPairs, oneOfVariants } = configuration.generation;
  const unexplainedOnly = isTypesFirst(configuration.generation);
  const rounds = await kept.present(workspace);
  const none: FoundRequests = { rounds, rows: [], answered: [] };
  if (requestedPairs === 0) return none;
  const waiting = waitingList(stateFolder, environment);
  if (waiting.length === 0) return none;
  if (pairRelations(await wantedRelations(workspace)).length === 0) return none;
  const filesOf = (dataset: Dataset | undefined) => ({ files: store.files(dataset) });
  const sources = {
    pairs: filesOf(datasets["pairs"]),
    queries: filesOf(datasets["queries"]),
    queryVariants: filesOf(datasets["queryVariants"]),
    products: filesOf(datasets["products"]),
    requestedHeads: filesOf(requestedDataset(rounds)),
    unexplainedHeads: filesOf(await presentUnexplained(workspace)),
  };
  const selection = { limitPairs, seed: configuration.seed, unexplainedOnly };
  const instead = await sql.use((connection) =>
    askedInstead(connection, sources, waiting, oneOfVariants),
  );
  const askedFor = (head: string): string => instead.get(head) ?? head;
  const heads = [...new Set(waiting.map(askedFor))];
  const { known, unasked } = await sql.use((connection) =>
    waitingHeads(connection, sources, selection, heads),
  );
  const knownHeads = new Set(known);
  const answered = waiting.filter((head) => knownHeads.has(askedFor(head)));
  if (unasked.length === 0) return { ...none, answered };
  const round = rounds.length + 1;
  const rows = unasked.map((head, place) => ({
    ...{ round, head, place: place + 1, pairs: requestedPairs },
  }));
  return { rounds: [...rounds, await kept.part(workspace, round, rows)], rows, answered };
}

/** See `KeptRounds.remake`. */
export const remakeRequests = kept.remake;

/** Takes up what `foundRequests` finds; the heads leave the queue with it. Only for the holder of the lock. */
export async function takeUpRequests(workspace: Workspace, datasets: Datasets): Promise<void> {
  const { rounds, rows, answered } = await foundRequests(workspace, datasets);
  if (rows.length > 0) await kept.takeUp(workspace.dataFolder, rounds, rows);
  if (answered.length === 0) return;
  const queue = openRequestQueue(requestQueueFile(workspace.stateFolder), workspace.environment);
  try {
    queue.remove(answered);
  } finally {
    queue.close();
  }
}
