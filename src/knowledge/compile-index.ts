import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileHash } from "../artifact/file-hash.ts";
import type { GraphTableName } from "../graph/graph-version.ts";
import type { Sql } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { compileEdges } from "./compile-edges.ts";
import { compileHeads } from "./compile-heads.ts";
import { compileNodes } from "./compile-nodes.ts";
import { compilePairs } from "./compile-pairs.ts";
import { compileQueryVectors, type VectorSource } from "./compile-query-vectors.ts";
import { compileWords } from "./compile-words.ts";
import { lockFileName, openWriteDatabase } from "./index-database.ts";
import { type IndexFile, type IndexManifest, indexFormat, manifestName } from "./index-manifest.ts";
import { streamRows } from "./stream-rows.ts";

export interface IndexSource {
  readonly sql: Sql;
  /** Parquet files of a graph version's tables. */
  readonly files: Readonly<Record<GraphTableName, readonly string[]>>;
  /** Content hash of the version. */
  readonly content: string;
  /** Undefined: the index has no vectors, and no query is known by its nearness. */
  readonly vectors?: VectorSource | undefined;
}

/**
 * Compiles the look-up index of a graph version into a folder that is there and empty. Rows are sorted
 * by the engine and streamed; what is held in memory is the vectors alone. The manifest comes last.
 * @throws CosmoError what the engine and the encoder throw
 */
export async function compileIndex(
  { sql, files, content, vectors }: IndexSource,
  folder: string,
  signal: AbortSignal,
): Promise<IndexManifest> {
  const tables = Object.fromEntries(
    Object.entries(files).map(([name, paths]) => [name, { files: paths }]),
  );
  const database = openWriteDatabase(folder);
  const made = await sql
    .use(async (connection) => {
      await connection.run("SET preserve_insertion_order = true");
      await connection.run(sqlFromFile(new URL("./number-rows.sql", import.meta.url), tables));
      const namesOf = async (select: string): Promise<readonly string[]> => {
        const names: string[] = [];
        for await (const [name] of streamRows<readonly [string]>(connection, select, signal)) {
          names.push(name);
        }
        return names;
      };
      const relations = await namesOf("SELECT relation FROM relation_numbers ORDER BY number");
      const sites = await namesOf("SELECT DISTINCT site FROM head_numbers ORDER BY site");
      const counts = {
        heads: await compileHeads(connection, database, signal),
        nodes: await compileNodes(connection, database, files.aliases, signal),
        edges: await compileEdges(connection, database, signal),
        assertions: await compilePairs(connection, database, files.assertions, signal),
      };
      await compileWords(connection, database, signal);
      const made =
        vectors === undefined
          ? null
          : await compileQueryVectors(connection, folder, vectors, signal);
      return { relations, sites, counts, vectors: made };
    })
    .finally(() => database.close());
  await rm(join(folder, lockFileName), { force: true });
  const beside: Record<string, IndexFile> = {};
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    beside[name] = { bytes: (await stat(file)).size, sha256: await fileHash(file) };
  }
  const manifest: IndexManifest = { format: indexFormat, content, ...made, files: beside };
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}
