import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import { type ShownQuery, shownQueries } from "../domain/tables/shown-queries.ts";
import { type UnexplainedHead, unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import { isTypesFirst } from "../generation/generation-work.ts";
import { newShownQueries } from "../generation/new-shown-queries.ts";
import { type NewUnexplained, newUnexplainedHeads } from "../generation/new-unexplained-heads.ts";
import { queriesToAsk } from "../generation/queries-to-ask.ts";
import { pairRelations } from "../relations/pair-relations.ts";
import type { Datasets } from "../stage/stage.ts";
import { keptRounds } from "./kept-rounds.ts";
import { wantedRelations } from "./wanted-relations.ts";
import type { Workspace } from "./workspace.ts";

const shown = keptRounds(
  shownQueries,
  "shown-queries",
  "Put a copy of the file back, or remove shown-queries.json: then queries are asked about anew, with other titles.",
);

const unexplained = keptRounds(
  unexplainedHeads,
  "unexplained-heads",
  "Put a copy of the file back, or remove unexplained-heads.json: then a run looks anew what types leave unexplained.",
);

/** What stages read of the queries and pairs that were taken up. */
export async function takenHeads(dataFolder: string): Promise<Datasets> {
  return {
    shownQueries: shown.dataset(await shown.list(dataFolder)),
    unexplainedHeads: unexplained.dataset(await unexplained.list(dataFolder)),
  };
}

/** The queries and pairs that were taken up, with parts made again that a person removed. */
export const presentUnexplained = async (workspace: Workspace): Promise<Dataset> =>
  unexplained.dataset(await unexplained.present(workspace));

/** The rounds before, with what is new as one more. */
interface Rounds<Row> {
  readonly rounds: readonly PartManifest[];
  /** Empty: nothing is. */
  readonly rows: readonly Row[];
}

export interface FoundHeads {
  readonly shown: Rounds<ShownQuery>;
  readonly unexplained: Rounds<UnexplainedHead>;
}

/** As stages would read them. */
export const foundDatasets = ({ shown: queries, unexplained: heads }: FoundHeads): Datasets => ({
  shownQueries: shown.dataset(queries.rounds),
  unexplainedHeads: unexplained.dataset(heads.rounds),
});

/** Of which scopes something is new: the graph, or the log of today, says so. */
export const scopesWaiting = ({ unexplained: { rows } }: FoundHeads): ReadonlySet<Scope> =>
  new Set(rows.map(({ kind }) => kind));

/**
 * Looks which queries and pairs are to be asked about that no run took up: those that a graph leaves
 * unexplained; where nothing waits for product types, all queries. Where no relation asks about
 * them, none. Parts that were removed are made again. Nothing is decided yet.
 *
 * @param datasets pairs, queries, products, product types and requested heads of today, and the graph's edges and heads: without them
 *   everything is unexplained
 * @param leavesPairs see `newUnexplainedHeads`
 */
export async function foundHeads(
  workspace: Workspace,
  datasets: Datasets,
  leavesPairs: boolean,
): Promise<FoundHeads> {
  const { store, sql, configuration } = workspace;
  const { generation, seed } = configuration;
  const before = {
    shown: await shown.present(workspace),
    unexplained: await unexplained.present(workspace),
  };
  const filesOf = (dataset: Dataset | undefined) => ({ files: store.files(dataset) });
  const sources = {
    pairs: filesOf(datasets["pairs"]),
    queries: queriesToAsk(
      {
        queries: filesOf(datasets["queries"]),
        queryVariants: filesOf(datasets["queryVariants"]),
      },
      generation.oneOfVariants,
    ),
    products: filesOf(datasets["products"]),
    requestedHeads: filesOf(datasets["requestedHeads"]),
    productTypes: filesOf(datasets["productTypes"]),
    shownQueries: filesOf(shown.dataset(before.shown)),
    unexplainedHeads: filesOf(unexplained.dataset(before.unexplained)),
    edges: filesOf(datasets["edges"]),
    graphHeads: filesOf(datasets["heads"]),
  };
  const rounds = { shown: before.shown.length + 1, unexplained: before.unexplained.length + 1 };
  const { limitQueries, scopes } = generation;
  const isAsked = pairRelations(await wantedRelations(workspace)).length > 0;
  const found = await sql.use(async (connection): Promise<NewUnexplained> => {
    if (!isAsked) return { heads: [], shown: [] };
    if (isTypesFirst(generation)) {
      return newUnexplainedHeads(connection, sources, { ...generation, seed }, rounds, leavesPairs);
    }
    if (!scopes.includes("query")) return { heads: [], shown: [] };
    const all = { limitQueries, unexplainedOnly: false };
    return { heads: [], shown: await newShownQueries(connection, sources, all, rounds.shown) };
  });
  const withNew = async <Row>(
    made: readonly PartManifest[],
    rows: readonly Row[],
    part: () => Promise<PartManifest>,
  ): Promise<Rounds<Row>> => ({ rounds: rows.length > 0 ? [...made, await part()] : made, rows });
  return {
    shown: await withNew(before.shown, found.shown, () =>
      shown.part(workspace, rounds.shown, found.shown),
    ),
    unexplained: await withNew(before.unexplained, found.heads, () =>
      unexplained.part(workspace, rounds.unexplained, found.heads),
    ),
  };
}

/** Makes the parts of what was taken up again, where a person removed them. */
export async function remakeHeads(workspace: Workspace): Promise<void> {
  await shown.present(workspace);
  await unexplained.present(workspace);
}

/**
 * Takes up what `foundHeads` finds, and says how many queries and pairs that is. What was taken up once stays.
 * Only for the holder of the lock.
 *
 * @param datasets see `foundHeads`
 */
export async function takeUpHeads(workspace: Workspace, datasets: Datasets): Promise<number> {
  const found = await foundHeads(workspace, datasets, true);
  // First: a query that is asked about finds what is shown of it.
  if (found.shown.rows.length > 0) {
    await shown.takeUp(workspace.dataFolder, found.shown.rounds, found.shown.rows);
  }
  if (found.unexplained.rows.length > 0) {
    await unexplained.takeUp(
      workspace.dataFolder,
      found.unexplained.rounds,
      found.unexplained.rows,
    );
  }
  return Math.max(found.shown.rows.length, found.unexplained.rows.length);
}
