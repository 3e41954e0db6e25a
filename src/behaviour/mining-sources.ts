import type { Table } from "../domain/table.ts";
import { events as eventTable } from "../domain/tables/events.ts";
import {
  carriedEvents,
  observedClicks,
  observedCustomers,
  observedHeads,
  observedPurchases,
  observedQueries,
  observedSearches,
  observedShows,
  observedSites,
} from "../domain/tables/observed.ts";
import { pairs as pairTable } from "../domain/tables/pairs.ts";
import { products as productTable } from "../domain/tables/products.ts";
import { type Files, sqlText } from "../sql/sql.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import { duckSources } from "./duck-sources.ts";
import type { EngineSources } from "./engine-sources.ts";
import { isOfReplacedDay } from "./replaced-times.ts";
import { dayMs, dayName } from "./spans.ts";
import { sparkSources } from "./spark-sources.ts";

/** What `observe` writes for `mine`, by dataset. */
export const observedTables = {
  observedSearches,
  observedQueries,
  observedShows,
  observedPurchases,
  observedCustomers,
  observedClicks,
  observedHeads,
  observedSites,
};

export type ObservedName = keyof typeof observedTables;
export const observedNames = Object.keys(observedTables) as readonly ObservedName[];

export type ObservedFiles = { readonly [Name in ObservedName]: Files };

/** The file in `sql/`, without its ending, whose rows a dataset has: `observed-searches`. */
export const rowsOfObserved = (name: ObservedName): string => lowerCase(name).replaceAll("_", "-");

const sourcesOf = ({ engine }: SqlSession): EngineSources =>
  engine === "spark" ? sparkSources : duckSources;

/**
 * Names the products for the steps: `catalogue` and `catalogue_categories` (of each product every category
 * above it: its depth from 1, and the branch from the root down to it). What the engines write each in their own way
 * is done in files of their own, so that the steps need none: times as milliseconds, months, lists, and `draw_of`
 * (seed, text), a whole number below 2^32, and `day_number` (YYYY-MM-DD), days since 1970. Functions of DuckDB that the steps name are made where the engine is another.
 */
export async function openCatalogue(session: SqlSession, products: Files): Promise<void> {
  const { functions, catalogue, categories } = sourcesOf(session);
  for (const statement of functions) await session.run(statement);
  const rows = await session.from(productTable, products);
  await session.create("view", "catalogue", catalogue(rows));
  await session.create("view", "catalogue_categories", categories(rows));
}

export interface ArrivedEvents {
  /** The imported parts that hold events of the span. */
  readonly imported: Files;
  /** Imported parts of which some days do not count, with their place: `replaced` says which. */
  readonly partlyReplaced: readonly { readonly place: number; readonly file: string }[];
  /** What was going on at the end of the span before. */
  readonly carried: Files;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Names the events of a span for the steps: `arrived_events`, and `days` with their names. `replaced` must be there. */
export async function openEvents(
  session: SqlSession,
  { imported, partlyReplaced, carried, fromMs, untilMs }: ArrivedEvents,
): Promise<void> {
  const { events } = sourcesOf(session);
  const arrived = [events(await session.from(eventTable, imported), fromMs, untilMs)];
  for (const { place, file } of partlyReplaced) {
    const rows = events(await session.from(eventTable, { files: [file] }), fromMs, untilMs);
    arrived.push(`SELECT * FROM (${rows}) AS arrival
      WHERE NOT EXISTS (SELECT 1 FROM replaced WHERE replaced.part = ${place}
        AND ${isOfReplacedDay("arrival", "arrival.time_ms")})`);
  }
  arrived.push(`SELECT
    id, timeMs AS time_ms, month, site, locale, session, customer, kind, queryId AS query_id, query, sku,
    position, thousandths
    FROM ${await session.from(carriedEvents, carried)}`);
  await session.create("view", "arrived_events", arrived.join("\nUNION ALL\n"));
  const days = Array.from({ length: (untilMs - fromMs) / dayMs + 1 }, (_, index) => {
    const startMs = fromMs + index * dayMs;
    return `(CAST(${startMs} AS BIGINT), ${sqlText(dayName(startMs))})`;
  });
  await session.create(
    "table",
    "days",
    `SELECT * FROM (VALUES ${days.join(", ")}) AS named (start_ms, day)`,
  );
}

/** Forgets the events of a span. */
export async function closeEvents(session: SqlSession): Promise<void> {
  await session.drop("table", "days");
  await session.drop("view", "arrived_events");
}

/**
 * Names what was observed for the steps: `observed_searches`, …, with columns in lower case; and what earlier runs
 * selected: `selected_pairs`.
 */
export async function openObserved(
  session: SqlSession,
  observed: ObservedFiles,
  selected: Files,
): Promise<void> {
  const selectedRows = await session.from(pairTable, selected);
  await session.create(
    "view",
    "selected_pairs",
    `SELECT behaviour, headA AS head_a, headB AS head_b FROM ${selectedRows}`,
  );
  for (const name of observedNames) {
    const table: Table = observedTables[name];
    const columns = Object.keys(table.columns).map((column) => `${column} AS ${lowerCase(column)}`);
    const rows = await session.from(table, observed[name]);
    await session.create("view", lowerCase(name), `SELECT ${columns.join(", ")} FROM ${rows}`);
  }
}

/** `isLogged` is `is_logged`. */
function lowerCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
