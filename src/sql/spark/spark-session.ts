import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type SqlConnection, sqlParquet, sqlText } from "../sql.ts";
import { sqlTable } from "../sql-rows.ts";
import type { SqlSession, SqlValue } from "../sql-session.ts";
import type { SparkProcess } from "./spark-process.ts";
import { globText, sparkText } from "./spark-text.ts";

/** Begins the lines of a result, among whatever else is printed. */
const rowMark = "cosmo-row ";

/**
 * Runs a task whose relations are Spark's. A table is written as Parquet files into `folder` and read from there: no
 * worker that is lost takes it along, and DuckDB reads it too. The files are gone after.
 */
export async function inSparkSession<Result>(
  spark: SparkProcess,
  connection: SqlConnection,
  folder: string,
  task: (session: SqlSession) => Promise<Result>,
): Promise<Result> {
  const place = await mkdtemp(join(folder, "session-"));
  let count = 0;
  const stored = new Map<string, string>();
  let handed: string | undefined;
  const newPath = (name: string): string => {
    count += 1;
    return join(place, `${count}-${name}`);
  };
  // What an earlier task called so has no files any more.
  const view = async (name: string, definition: string): Promise<void> => {
    await spark.run(`CREATE OR REPLACE TEMPORARY VIEW ${name} ${definition}`);
  };
  const viewOf = (name: string, paths: readonly string[]): Promise<void> =>
    view(name, `USING parquet OPTIONS (path ${sparkText(globOf(paths))})`);
  const store = async (name: string, path: string): Promise<void> => {
    stored.set(name, path);
    await viewOf(name, [path]);
  };
  const write = async (name: string, select: string): Promise<string> => {
    const path = newPath(name);
    await spark.run(`INSERT OVERWRITE DIRECTORY ${sparkText(path)} USING parquet\n${select}`);
    return path;
  };
  const copy = async (name: string, from: string): Promise<string> => {
    const path = newPath(`${name}.parquet`);
    await connection.run(`COPY (SELECT * FROM ${from}) TO ${sqlText(path)} (FORMAT parquet)`);
    return path;
  };

  const result = await task({
    engine: "spark",
    connection,
    async from(table, { files }) {
      const paths = files.length > 0 ? files : [await copy("none", sqlTable(table, { files }))];
      count += 1;
      const name = `files_${count}`;
      await viewOf(name, paths);
      return name;
    },
    async run(statement) {
      await spark.run(statement);
    },
    async create(as, name, select) {
      if (as === "view") await view(name, `AS\n${select}`);
      else await store(name, await write(name, select));
    },
    async drop(_as, name) {
      await spark.run(`DROP VIEW ${name}`);
      const path = stored.get(name);
      stored.delete(name);
      if (path !== undefined) await rm(path, { recursive: true });
    },
    async rows(select) {
      const printed = await spark.run(
        `SELECT concat('${rowMark}', to_json(struct(*), map('ignoreNullFields', 'false'))) FROM (\n${select})`,
      );
      return printed
        .filter((line) => line.startsWith(rowMark))
        .map((line) => JSON.parse(line.slice(rowMark.length)) as Record<string, SqlValue>);
    },
    async handOver(select) {
      if (handed !== undefined) await rm(handed, { recursive: true });
      const path = await write("rows", select);
      handed = path;
      const names = (await readdir(path)).filter((name) => name.endsWith(".parquet"));
      return `SELECT * FROM ${sqlParquet(names.map((name) => join(path, name)))}`;
    },
    async takeOver(name) {
      await store(name, await copy(name, name));
    },
  });
  await rm(place, { recursive: true });
  return result;
}

/** Absolute paths as one: what is not the same in all begins behind the first slash, or Spark takes it for a relative one. */
const globOf = (paths: readonly string[]): string => {
  const [first = "", ...others] = paths.map(globText);
  return others.length === 0
    ? first
    : `/{${[first, ...others].map((path) => path.slice(1)).join(",")}}`;
};
