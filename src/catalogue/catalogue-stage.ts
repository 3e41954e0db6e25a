import { z } from "zod";
import { droppedOf, samplesPerReason } from "../artifact/dataset.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { products } from "../domain/tables/products.ts";
import { countBy } from "../sql/count-by.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { counted } from "../text/counted.ts";

/** Settings of the stage `catalogue`. */
export const catalogueConfig = z
  .strictObject({
    /**
     * A later row of a sku with another product type names another thing when its title shares less
     * than this with the earlier title: words of both over words of either, 0 to 1.
     */
    renamedOverlap: z.number().min(0).max(1).default(0.2),
  })
  .prefault({});

/**
 * Puts the imports of products together: of rows of one sku the later import's stands, unless it
 * names another thing; then both stand, the later one in a new epoch.
 * @throws CosmoError NOTHING_IMPORTED
 */
export function catalogueStage(): AnyStage {
  return defineStage({
    name: "catalogue",
    version: 2,
    summary: "puts the imports of products together, one row per product",
    config: catalogueConfig,
    reads: { importedProducts: products },
    writes: { catalogueProducts: products },
    uses: {},
    run({ config, reads, writes, sql, seed, progress }) {
      return sql.use(async (connection) => {
        const { files, content, rowCount } = reads.importedProducts;
        const work = progress.started("catalogue", "rows", rowCount);
        await connection.run(`CREATE TEMP VIEW arrived AS ${inOrder(files)}`);
        await connection.run(
          `CREATE TEMP TABLE epochs AS ${sqlFile("epochs", { renamedOverlap: config.renamedOverlap })}`,
        );
        const part = await writes.catalogueProducts.part("all", content, async (draft) => {
          for (const { domain, count, samples } of await superseded(connection, seed)) {
            draft.dropped("superseded", undefined, count, domain);
            for (const sample of samples) draft.dropped("superseded", sample, 0, domain);
          }
          await draft.writeSelect(connection, sqlFile("kept-products"));
        });
        const rowsOut = await countBy(sql, writes.catalogueProducts.reader().files, "domain");
        const dropped = droppedOf([part]);
        const domains = Object.keys({ ...rowsOut, ...dropped }).toSorted();
        const notices = [...(await renamedNotice(connection)), ...(await caseNotice(connection))];
        work.progressed(rowCount);
        work.finished();
        return { funnel: funnelOf(domains, rowsOut, dropped), notices };
      });
    },
  });
}

/** All imported rows with their import's place in the order of imports. */
function inOrder(files: readonly string[]): string {
  if (files.length > 0) {
    return files
      .map((file, place) => `SELECT *, ${place} AS arrival FROM ${sqlParquet([file])}`)
      .join(" UNION ALL ");
  }
  throw new CosmoError("NOTHING_IMPORTED", "There are no products", {
    hint: "Import some: cosmo import products PATH",
    exitCode: 2,
  });
}

const sqlFile = (name: string, numbers: Readonly<Record<string, number>> = {}): string =>
  sqlFromFile(new URL(`${name}.sql`, import.meta.url), numbers);

async function superseded(connection: SqlConnection, seed: number) {
  const numbers = { seed, samples: samplesPerReason };
  const reader = await connection.runAndReadAll(sqlFile("superseded", numbers));
  return reader.getRowsJson().map(([domain, count, samples]) => ({
    domain: String(domain),
    count: Number(count),
    samples: Array.isArray(samples) ? samples.map(String) : [],
  }));
}

async function renamedNotice(connection: SqlConnection): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*), min(concat(site, '/', sku)), count(*) FILTER (WHERE validFrom IS NULL),
       min(concat(site, '/', sku)) FILTER (WHERE validFrom IS NULL)
     FROM epochs WHERE nth = 1 AND epoch_of_sku > 1`,
  );
  const [count, example, undated, undatedExample] = reader.getRowsJson()[0] ?? [];
  if (Number(count) === 0) return [];
  const told = `${counted(Number(count), "times")} a sku came to name another thing, such as ${example}: it got a new epoch.`;
  if (Number(undated) === 0) return [told];
  return [
    told,
    `Of ${counted(Number(undated), "skus")} that came to name another thing, such as ${undatedExample}, no row says since when: all that was done with the old thing counts for the new one. Import them again with \`validFrom\`.`,
  ];
}

/** Skus that a notice names. */
const skusNamed = 3;

/** Of skus that differ in capitals alone: most often they are one thing, written carelessly. */
async function caseNotice(connection: SqlConnection): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(sqlFile("sku-cases"));
  const found = reader.getRowsJson();
  if (found.length === 0) return [];
  const examples = found
    .slice(0, skusNamed)
    .map(([site, skus]) => (skus as string[]).map((sku) => `${site}/${sku}`).join(" and "));
  return [
    `${counted(found.length, "skus")} ${found.length === 1 ? "is" : "are"} written in more than one case, which counts as products of their own: ${examples.join(", ")}. Where that is one thing, write its sku alike in catalogue and log, and import both again.`,
  ];
}
