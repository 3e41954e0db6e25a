import { type SqlConnection, sqlText } from "../sql/sql.ts";

/** Makes the temporary table `thresholds` (relation, plausibility) of those relations that have their own. */
export async function makeThresholds(
  connection: SqlConnection,
  byRelation: Readonly<Record<string, number>> | null,
): Promise<void> {
  await connection.run("CREATE TEMP TABLE thresholds (relation VARCHAR, plausibility DOUBLE)");
  for (const [relation, value] of Object.entries(byRelation ?? {})) {
    await connection.run(`INSERT INTO thresholds VALUES (${sqlText(relation)}, ${value})`);
  }
}
