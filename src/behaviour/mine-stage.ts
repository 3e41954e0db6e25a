import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { events } from "../domain/tables/events.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type FunnelRow } from "../stage/stage.ts";
import { droppedRows } from "./dropped-rows.ts";
import { mineConfig } from "./mine-config.ts";
import { miningNotices } from "./mining-notices.ts";
import { openSources } from "./mining-sources.ts";
import { miningParameters, miningSteps } from "./mining-steps.ts";
import { createQueryTexts } from "./query-texts.ts";
import { runStep, stepText } from "./sql-step.ts";

/**
 * Finds the behaviour that is worth explaining: queries with the products bought for them, and
 * products bought together. The rules are the SQL files in `sql/`, in the order of `miningSteps`.
 *
 * Lines of the funnel: `events` in events, `queries` in queries, `searchBuy` and `coBuy` in pairs,
 * `basketLines` in purchases.
 */
export function mineStage(): AnyStage {
  return defineStage({
    name: "mine",
    version: 3,
    summary: "finds the queries and products that shoppers put together",
    config: mineConfig,
    reads: { products, importedEvents: events },
    writes: { queries, pairs },
    uses: {},
    run({ config, reads, writes, sql, seed, signal, progress }) {
      return sql.use((connection) =>
        interruptible(connection, signal, async () => {
          progress.started("mine", "steps", miningSteps.length);
          const sources = { events: reads.importedEvents, products: reads.products };
          await openSources(connection, sources);
          await createQueryTexts(sql, connection, sources, signal);
          const parameters = miningParameters(config, seed);
          for (const [index, step] of miningSteps.entries()) {
            await runStep(connection, step, parameters);
            progress.progressed(index + 1, step.name);
          }

          const inputs = [reads.products.content, reads.importedEvents.content];
          const fillFrom =
            (rows: string, groups: readonly string[]) =>
            async (draft: PartDraft<never>): Promise<void> => {
              for (const group of groups) await recordDropped(connection, draft, group, seed);
              await draft.writeSelect(connection, stepText(rows, parameters));
            };
          const parts = {
            queries: await writes.queries.part(
              "all",
              inputs,
              fillFrom("kept-queries", ["events", "queries"]),
            ),
            searchBuy: await writes.pairs.part(
              "searchBuy",
              inputs,
              fillFrom("search-buy-pairs", ["searchBuy"]),
            ),
            coBuy: await writes.pairs.part(
              "coBuy",
              inputs,
              fillFrom("co-buy-pairs", ["basketLines", "coBuy"]),
            ),
          };
          const report = {
            funnel: await funnelFrom(connection, reads.importedEvents.rowCount, parts),
            total: {
              rowsIn: reads.importedEvents.rowCount,
              rowsOut: parts.searchBuy.rows + parts.coBuy.rows,
            },
            notices:
              sources.events.files.length === 0
                ? ["No log is imported: product types alone can be asked about."]
                : await miningNotices(connection),
          };
          progress.finished();
          return report;
        }),
      );
    },
  });
}

/** Stops the engine in the middle of a step once `signal` aborts, and rejects with its reason. */
async function interruptible<Result>(
  connection: SqlConnection,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}

const droppedRelations: Readonly<Record<string, string>> = {
  events: "dropped_events",
  queries: "dropped_queries",
  searchBuy: "dropped_search_buys",
  basketLines: "dropped_basket_lines",
  coBuy: "dropped_co_buys",
};

async function recordDropped(
  connection: SqlConnection,
  draft: PartDraft<never>,
  group: string,
  seed: number,
): Promise<void> {
  for (const { reason, count, samples } of await droppedRows(
    connection,
    droppedRelations[group] ?? "",
    seed,
  )) {
    draft.dropped(reason, undefined, count, group);
    for (const sample of samples) draft.dropped(reason, sample, 0, group);
  }
}

async function funnelFrom(
  connection: SqlConnection,
  eventCount: number,
  parts: Readonly<Record<"queries" | "searchBuy" | "coBuy", PartManifest>>,
): Promise<readonly FunnelRow[]> {
  const counted = await connection.runAndReadAll("SELECT count(*) FROM basket_purchases");
  const purchases = Number(counted.getRows()[0]?.[0]);
  const dropped = droppedOf(Object.values(parts));
  const lost = (group: string): number =>
    Object.values(dropped[group] ?? {}).reduce((sum, count) => sum + count, 0);
  const rowsOut = {
    events: eventCount - lost("events"),
    queries: parts.queries.rows,
    searchBuy: parts.searchBuy.rows,
    basketLines: purchases - lost("basketLines"),
    coBuy: parts.coBuy.rows,
  };
  return funnelOf(Object.keys(rowsOut), rowsOut, dropped);
}
