import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import type { ContextSources } from "./claim-context.ts";

/** A notice where most products that were asked about have no type: the generic filter then does less well. */
export async function untypedProducts(
  connection: SqlConnection,
  { products, pairs, tails }: ContextSources,
): Promise<readonly string[]> {
  const file = new URL("./untyped-products.sql", import.meta.url);
  const counted = await connection.runAndReadAll(sqlFromFile(file, { products, pairs, tails }));
  const [all = 0, untyped = 0] = (counted.getRows()[0] ?? []).map(Number);
  return untyped > all / 2
    ? [
        `${untyped} of ${all} products that were asked about have no type: the generic filter took each for a type of its own, so a frequent phrase of many alike products is dropped too.`,
      ]
    : [];
}
