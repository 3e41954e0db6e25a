import type { SqlConnection } from "./sql.ts";
import { sqlTable } from "./sql-rows.ts";
import type { SqlSession, SqlSessions, SqlValue } from "./sql-session.ts";

/** Sessions on DuckDB itself, each on a connection of its own. */
export const duckSessions: SqlSessions = {
  use: (sql, signal, task) =>
    sql.use(async (connection) => {
      signal.throwIfAborted();
      const interrupt = (): void => connection.interrupt();
      signal.addEventListener("abort", interrupt);
      try {
        return await task(duckSession(connection));
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener("abort", interrupt);
      }
    }),
};

const duckSession = (connection: SqlConnection): SqlSession => ({
  engine: "duckdb",
  connection,
  from: async (table, files) => sqlTable(table, files),
  async run(statement) {
    await connection.run(statement);
  },
  async create(as, name, select) {
    await connection.run(`CREATE TEMP ${as} ${name} AS ${select}`);
  },
  async drop(as, name) {
    await connection.run(`DROP ${as} ${name}`);
  },
  async rows(select) {
    const reader = await connection.runAndReadAll(select);
    return reader.getRowObjectsJson() as readonly Record<string, SqlValue>[];
  },
  handOver: async (select) => select,
  takeOver: async () => {},
});
