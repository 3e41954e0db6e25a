import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import { isTypesFirst } from "../generation/generation-work.ts";
import { askedInstead } from "../generation/queries-to-ask.ts";
import { waitingHeads } from "../generation/waiting-heads.ts";
import { openRequestQueue } from "../knowledge/request-queue.ts";
import { pairRelations } from "../relations/pair-relations.ts";
import type { Datasets } from "../stage/stage.ts";
import type { Environment } from "./environment.ts";
import { keptRounds } from "./kept-rounds.ts";
import { takenHeads } from "./unexplained-heads.ts";
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

/** How many heads the server noted that no run took up yet. */
export function waitingRequests(
  stateFolder: string,
  environment: Pick<Environment, "now">,
): number {
  const file = requestQueueFile(stateFolder);
  if (!existsSync(file)) return 0;
  const queue = openRequestQueue(file, environment);
  try {
    return queue.count();
  } finally {
    queue.close();
  }
}

/** What `generate` reads of them. */
export const requestedDataset = kept.dataset;

/**
 * Takes up from the server's queue the heads of which something is left to ask, as a further round. Known
 * heads leave the queue with it; those that are not known stay: a query may pass the gate another day.
 * Where no relation asks about pairs, all wait. For a query that counts as another the other is asked about, where one of
 * several wordings is. Only for the holder of the lock.
 *
 * @param datasets those of the pairs, queries, their variants and products of today
 */
export async function takeUpRequests(workspace: Workspace, datasets: Datasets): Promise<void> {
  const { stateFolder, dataFolder, store, sql, configuration, environment } = workspace;
  const { requestedPairs, limitPairs, oneOfVariants } = configuration.generation;
  const unexplainedOnly = isTypesFirst(configuration.generation);
  const file = requestQueueFile(stateFolder);
  if (requestedPairs === 0 || !existsSync(file)) return;
  const queue = openRequestQueue(file, environment);
  try {
    const waiting = queue.list();
    if (waiting.length === 0) return;
    if (pairRelations(await wantedRelations(workspace)).length === 0) return;
    const rounds = await requestedRounds(dataFolder);
    const filesOf = (dataset: Dataset | undefined) => ({ files: store.files(dataset) });
    const sources = {
      pairs: filesOf(datasets["pairs"]),
      queries: filesOf(datasets["queries"]),
      queryVariants: filesOf(datasets["queryVariants"]),
      products: filesOf(datasets["products"]),
      requestedHeads: filesOf(requestedDataset(rounds)),
      unexplainedHeads: filesOf((await takenHeads(dataFolder))["unexplainedHeads"]),
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
    if (unasked.length > 0) await addRound(workspace, rounds, unasked, requestedPairs);
    const knownHeads = new Set(known);
    queue.remove(waiting.filter((head) => knownHeads.has(askedFor(head))));
  } finally {
    queue.close();
  }
}

async function addRound(
  workspace: Workspace,
  rounds: readonly PartManifest[],
  heads: readonly string[],
  pairs: number,
): Promise<void> {
  const round = rounds.length + 1;
  const rows = heads.map((head, place) => ({ round, head, place: place + 1, pairs }));
  const part = await kept.part(workspace, round, rows);
  await kept.takeUp(workspace.dataFolder, [...rounds, part], rows);
}
