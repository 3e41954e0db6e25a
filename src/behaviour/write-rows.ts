import type { PartDraft } from "../artifact/store.ts";
import type { SqlSession } from "../sql/sql-session.ts";

/** Fills a part with the rows of a query of the session. Whatever the engine, DuckDB writes them. */
export const writeRows = async (
  session: SqlSession,
  draft: PartDraft<never>,
  select: string,
): Promise<void> => draft.writeSelect(session.connection, await session.handOver(select));
