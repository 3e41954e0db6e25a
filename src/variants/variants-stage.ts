import { z } from "zod";
import { droppedOf, samplesPerReason } from "../artifact/dataset.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { queryProducts } from "../domain/tables/query-products.ts";
import { queryVariants, variantWays } from "../domain/tables/query-variants.ts";
import { countBy } from "../sql/count-by.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { emptySelect } from "../sql/table-rows.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { clusterQueries, variantsSql } from "./cluster-queries.ts";

/** Settings of the stage `variants`. */
export const variantsConfig = z
  .strictObject({
    /** What joins queries: their words, what shoppers choose after them, both, or nothing. */
    by: z.enum(["both", "wording", "behaviour", "none"]).default("both"),
    /** Where words may mean something else, and where behaviour alone joins: least similarity of what is chosen. */
    leastSimilarity: z.number().gt(0).max(1).default(0.5),
  })
  .prefault({});

/**
 * Finds queries that say the same in other words, and which of them each counts as. No query and no pair goes away: who asks for one
 * wording alone, or answers for another, reads the table.
 */
export function variantsStage(): AnyStage {
  return defineStage({
    name: "variants",
    version: 1,
    summary: "finds queries that say the same in other words",
    config: variantsConfig,
    reads: { queries, queryProducts, products },
    writes: { queryVariants },
    uses: {},
    run({ config, reads, writes, sql, seed, signal, progress }) {
      return sql.use(async (connection) => {
        const { by, leastSimilarity } = config;
        const inputs = Object.values(reads).map(({ content }) => content);
        const part = await writes.queryVariants.part("all", inputs, async (draft) => {
          if (by === "none") {
            await draft.writeSelect(connection, emptySelect(queryVariants));
            return;
          }
          await clusterQueries(connection, reads, { by, leastSimilarity, signal, progress });
          for (const { way, reason, count, samples } of await leftApart(connection, seed)) {
            draft.dropped(reason, undefined, count, way);
            for (const sample of samples) draft.dropped(reason, sample, 0, way);
          }
          await draft.writeSelect(connection, variantsSql("query-variants"));
        });
        const { files } = writes.queryVariants.reader();
        const rowsOut = await countBy(sql, files, "way", "way <> 'head'");
        const dropped = droppedOf([part]);
        const ways = variantWays.filter((way) => way in rowsOut || way in dropped);
        return {
          funnel: funnelOf(ways, rowsOut, dropped),
          total: { rowsIn: reads.queries.rowCount, rowsOut: part.rows },
        };
      });
    },
  });
}

/** Candidates that were not joined, by way and reason. */
async function leftApart(connection: SqlConnection, seed: number) {
  const reader = await connection.runAndReadAll(
    variantsSql("left-apart", { seed, samples: samplesPerReason }),
  );
  return reader.getRowsJson().map(([way, reason, count, samples]) => ({
    way: String(way),
    reason: String(reason),
    count: Number(count),
    samples: Array.isArray(samples) ? samples.map(String) : [],
  }));
}
