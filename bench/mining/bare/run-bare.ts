// The two bare queries in DuckDB: node bench/mining/bare/run-bare.ts INPUT OUT
// INPUT: events/*.parquet and heads.parquet.
import { join } from "node:path";
import { configurationSchema } from "../../../src/app/configuration.ts";
import { openSql, sqlText } from "../../../src/sql/sql.ts";
import { bareQueries, bareText } from "./bare-queries.ts";

const [input = "", out = ""] = process.argv.slice(2);
const options = configurationSchema.parse({}).sql;
const sql = await openSql({ ...options, temporaryFolder: out });
try {
  await sql.use(async (connection) => {
    for (const [view, files] of Object.entries({
      events: join(input, "events", "*.parquet"),
      heads: join(input, "heads.parquet"),
    })) {
      await connection.run(`CREATE VIEW ${view} AS SELECT * FROM read_parquet(${sqlText(files)})`);
    }
    for (const name of bareQueries) {
      const file = sqlText(join(out, `${name}.parquet`));
      await connection.run(
        `COPY (${bareText(name)}) TO ${file} (FORMAT parquet, COMPRESSION zstd)`,
      );
    }
  });
} finally {
  sql.close();
}
