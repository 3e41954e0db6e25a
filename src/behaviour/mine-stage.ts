import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import {
  productCoverage,
  queryCoverage,
  uncoveredProducts,
  uncoveredQueries,
} from "../domain/tables/mining-coverage.ts";
import { miningDistributions } from "../domain/tables/mining-distributions.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { queryProducts } from "../domain/tables/query-products.ts";
import { duckSessions } from "../sql/duck-sessions.ts";
import type { SqlSession, SqlSessions } from "../sql/sql-session.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type FunnelRow } from "../stage/stage.ts";
import { distributionsSelect } from "./distributions-select.ts";
import { recordDropped } from "./dropped-rows.ts";
import { mineConfig } from "./mine-config.ts";
import { mineRelations } from "./mine-relations.ts";
import { miningNotices } from "./mining-notices.ts";
import { observedTables } from "./mining-sources.ts";
import { miningParameters, miningSteps } from "./mining-steps.ts";
import { stepText } from "./sql-step.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Finds the behaviour that is worth explaining: queries with the products bought for them, and
 * products bought together. The rules are the SQL files in `sql/`, in the order of `miningSteps`.
 *
 * Lines of the funnel: `returns` in returns, `purchases` and `basketLines` in purchases, `queries` in queries, `searchBuy`
 * and `coBuy` in pairs.
 * @param sessions where the steps are computed: the rows are the same on every engine
 */
export function mineStage(sessions: SqlSessions = duckSessions): AnyStage {
  return defineStage({
    name: "mine",
    version: 6,
    summary: "finds the queries and products that shoppers put together",
    config: mineConfig,
    reads: { products, ...observedTables, selectedPairs: pairs },
    writes: {
      ...{ queries, pairs, queryProducts },
      ...{ miningDistributions, productCoverage, uncoveredProducts },
      ...{ queryCoverage, uncoveredQueries },
    },
    uses: {},
    run({ config, reads, writes, sql, seed, signal, progress }) {
      return sessions.use(sql, signal, async (session) => {
        const steps = miningSteps(config);
        const work = progress.started("mine", "steps", steps.length);
        const parameters = miningParameters(config, seed);
        const { products: catalogue, selectedPairs: selected, ...observed } = reads;
        const sources = { products: catalogue, observed, selected };
        await mineRelations(session, sources, { steps, parameters }, work);

        const inputs = Object.values(reads).map(({ content }) => content);
        const fillFrom =
          (rows: string, groups: Readonly<Record<string, string>>) =>
          async (draft: PartDraft<never>): Promise<void> => {
            for (const [group, relation] of Object.entries(groups)) {
              await recordDropped(session, draft, group, relation, seed);
            }
            await writeRows(session, draft, stepText(rows, parameters));
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
              returns: "dropped_returns",
              purchases: "dropped_purchases",
              basketLines: "dropped_basket_lines",
              coBuy: "dropped_co_buys",
            }),
          ),
        };
        await writes.queryProducts.part("all", inputs, fillFrom("query-products", {}));
        const { miningDistributions, productCoverage, uncoveredProducts } = writes;
        await miningDistributions.part("all", inputs, (draft) =>
          writeRows(session, draft, distributionsSelect()),
        );
        await productCoverage.part("all", inputs, fillFrom("product-coverage", {}));
        await uncoveredProducts.part("all", inputs, fillFrom("uncovered-products", {}));
        const { queryCoverage, uncoveredQueries } = writes;
        await queryCoverage.part("all", inputs, fillFrom("query-coverage", {}));
        await uncoveredQueries.part("all", inputs, fillFrom("uncovered-queries", {}));
        const report = {
          funnel: await funnelFrom(session, parts),
          total: {
            rowsIn: reads.observedSearches.rowCount + reads.observedPurchases.rowCount,
            rowsOut: parts.searchBuy.rows + parts.coBuy.rows,
          },
          notices: await miningNotices(session, config),
        };
        work.finished();
        return report;
      });
    },
  });
}

async function funnelFrom(
  session: SqlSession,
  parts: Readonly<Record<"queries" | "searchBuy" | "coBuy", PartManifest>>,
): Promise<readonly FunnelRow[]> {
  const dropped = droppedOf(Object.values(parts));
  const lost = (group: string): number =>
    Object.values(dropped[group] ?? {}).reduce((sum, count) => sum + count, 0);
  const [counted] = await session.rows(`SELECT
    (SELECT count(*) FROM traded_products WHERE kind = 'return') AS returns,
    (SELECT count(*) FROM purchases) AS purchases`);
  const purchases = Number(counted?.["purchases"]);
  const rowsOut = {
    returns: Number(counted?.["returns"]) - lost("returns"),
    purchases,
    queries: parts.queries.rows,
    searchBuy: parts.searchBuy.rows,
    basketLines: purchases - lost("basketLines"),
    coBuy: parts.coBuy.rows,
  };
  return funnelOf(Object.keys(rowsOut), rowsOut, dropped);
}
