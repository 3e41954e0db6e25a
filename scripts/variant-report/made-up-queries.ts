import { datasetOf } from "../../src/artifact/dataset.ts";
import type { Store } from "../../src/artifact/store.ts";
import type { Table } from "../../src/domain/table.ts";
import { products } from "../../src/domain/tables/products.ts";
import { queries } from "../../src/domain/tables/queries.ts";
import { queryProducts } from "../../src/domain/tables/query-products.ts";
import { type Sql, sqlParquet } from "../../src/sql/sql.ts";
import { sqlFromFile } from "../../src/sql/sql-file.ts";
import type { ClusterSources } from "../../src/variants/cluster-queries.ts";
import { productOf } from "./real-queries.ts";

/** Titles of the made-up catalogue: each says the words of a query. */
const titles = 30_000;

/** So many queries that nobody typed, each with four products of 100,000. */
export async function madeUpQueries(sql: Sql, store: Store, size: number): Promise<ClusterSources> {
  const filesOf = async (table: Table, select: string) => {
    const part = await store.part({
      ...{ table, name: "all", inputs: [table.name, size] },
      fill: (draft) => sql.use((connection) => draft.writeSelect(connection, select)),
    });
    return { files: store.files(datasetOf(table.name, [part])) };
  };
  const made = new URL("./made-up-queries.sql", import.meta.url);
  const typed = await filesOf(queries, sqlFromFile(made, { queries: size }));
  const said = await sql.use(async (connection) =>
    (
      await connection.runAndReadAll(
        `SELECT text FROM ${sqlParquet(typed.files)} ORDER BY id LIMIT ${titles}`,
      )
    ).getRows(),
  );
  const catalogue = await store.part({
    ...{ table: products, name: "all", inputs: ["products", size] },
    async fill(draft) {
      for (const [place, [text]] of said.entries()) {
        draft.write(productOf("made-up", String(place), String(text)));
      }
    },
  });
  return {
    queries: typed,
    queryProducts: await filesOf(
      queryProducts,
      `SELECT query, product, CAST(sum(clicks) AS BIGINT) AS clicks, 0 AS purchases FROM (
         SELECT id AS query, concat('made-up/', md5_number_lower(concat(id, range)) % 100000) AS product,
           1 + range AS clicks
         FROM ${sqlParquet(typed.files)} CROSS JOIN range(4)
       ) GROUP BY query, product`,
    ),
    products: { files: store.files(datasetOf("products", [catalogue])) },
  };
}
