import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import {
  productCoverage,
  queryCoverage,
  uncoveredQueries,
} from "../domain/tables/mining-coverage.ts";
import { miningDistributions } from "../domain/tables/mining-distributions.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type FunnelRow } from "../stage/stage.ts";
import { distributionsSelect } from "./distributions-select.ts";
import { recordDropped } from "./dropped-rows.ts";
import { interruptible } from "./interruptible.ts";
import { mineConfig } from "./mine-config.ts";
import { miningNotices } from "./mining-notices.ts";
import { observedTables, openCatalogue, openObserved } from "./mining-sources.ts";
import { miningParameters, miningSteps } from "./mining-steps.ts";
import { runStep, stepText } from "./sql-step.ts";

/**
 * Finds the behaviour that is worth explaining: queries with the products bought for them, and
 * products bought together. The rules are the SQL files in `sql/`, in the order of `miningSteps`.
 *
 * Lines of the funnel: `purchases` and `basketLines` in purchases, `queries` in queries, `searchBuy` and `coBuy` in
 * pairs.
 */
export function mineStage(): AnyStage {
  return defineStage({
    name: "mine",
    version: 4,
    summary: "finds the queries and products that shoppers put together",
    config: mineConfig,
    reads: { products, ...observedTables, selectedPairs: pairs },
    writes: {
      ...{ queries, pairs },
      ...{ miningDistributions, productCoverage, queryCoverage, uncoveredQueries },
    },
    uses: {},
    run({ config, reads, writes, sql, seed, signal, progress }) {
      return sql.use((connection) =>
        interruptible(connection, signal, async () => {
          progress.started("mine", "steps", miningSteps.length);
          await openCatalogue(connection, reads.products);
          await openObserved(connection, reads, reads.selectedPairs);
          const parameters = miningParameters(config, seed);
          for (const [index, step] of miningSteps.entries()) {
            await runStep(connection, step, parameters);
            progress.progressed(index + 1, step.name);
          }

          const inputs = Object.values(reads).map(({ content }) => content);
          const fillFrom =
            (rows: string, groups: Readonly<Record<string, string>>) =>
            async (draft: PartDraft<never>): Promise<void> => {
              for (const [group, relation] of Object.entries(groups)) {
                await recordDropped(connection, draft, group, relation, seed);
              }
              await draft.writeSelect(connection, stepText(rows, parameters));
            };
          const parts = {
            queries: await writes.queries.part(
              "all",
              inputs,
              fillFrom("kept-queries", { queries: "dropped_queries" }),
            ),
            searchBuy: await writes.pairs.part(
              "searchBuy",
              inputs,
              fillFrom("search-buy-pairs", { searchBuy: "dropped_search_buys" }),
            ),
            coBuy: await writes.pairs.part(
              "coBuy",
              inputs,
              fillFrom("co-buy-pairs", {
                purchases: "dropped_purchases",
                basketLines: "dropped_basket_lines",
                coBuy: "dropped_co_buys",
              }),
            ),
          };
          const { miningDistributions, productCoverage, queryCoverage, uncoveredQueries } = writes;
          await miningDistributions.part("all", inputs, (draft) =>
            draft.writeSelect(connection, distributionsSelect()),
          );
          await productCoverage.part("all", inputs, fillFrom("product-coverage", {}));
          await queryCoverage.part("all", inputs, fillFrom("query-coverage", {}));
          await uncoveredQueries.part("all", inputs, fillFrom("uncovered-queries", {}));
          const report = {
            funnel: await funnelFrom(connection, parts),
            total: {
              rowsIn: reads.observedSearches.rowCount + reads.observedPurchases.rowCount,
              rowsOut: parts.searchBuy.rows + parts.coBuy.rows,
            },
            notices: await miningNotices(connection),
          };
          progress.finished();
          return report;
        }),
      );
    },
  });
}

async function countOf(connection: SqlConnection, select: string): Promise<number> {
  const counted = await connection.runAndReadAll(select);
  return Number(counted.getRows()[0]?.[0] ?? 0);
}

async function funnelFrom(
  connection: SqlConnection,
  parts: Readonly<Record<"queries" | "searchBuy" | "coBuy", PartManifest>>,
): Promise<readonly FunnelRow[]> {
  const dropped = droppedOf(Object.values(parts));
  const lost = (group: string): number =>
    Object.values(dropped[group] ?? {}).reduce((sum, count) => sum + count, 0);
  const purchases = await countOf(connection, "SELECT count(*) FROM purchases");
  const rowsOut = {
    purchases,
    queries: parts.queries.rows,
    searchBuy: parts.searchBuy.rows,
    basketLines: purchases - lost("basketLines"),
    coBuy: parts.coBuy.rows,
  };
  return funnelOf(Object.keys(rowsOut), rowsOut, dropped);
}
