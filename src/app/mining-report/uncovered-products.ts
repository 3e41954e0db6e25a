import { readRows } from "../../behaviour/explanation/read-rows.ts";
import { type ProductOutcome, productOutcomes } from "../../domain/tables/mining-coverage.ts";
import { type Sql, sqlParquet, sqlText } from "../../sql/sql.ts";
import { outcomeWords } from "./outcome-words.ts";

/** A product in no kept pair. */
export interface UncoveredProduct {
  readonly id: string;
  /** Its id where the catalogue has it no more. */
  readonly title: string;
  readonly productType: string | null;
  readonly domain: string | null;
  readonly outcome: ProductOutcome;
  readonly rule: string | null;
  /** Why. */
  readonly words: string;
}

/**
 * Products in no kept pair: those whose pairs were cut first, then as `productOutcomes` has them, by id.
 *
 * @param files of `uncoveredProducts`, and of the catalogue as it is
 * @param limit null: all
 */
export async function readUncoveredProducts(
  sql: Sql,
  files: { readonly uncovered: readonly string[]; readonly products: readonly string[] },
  limit: number | null,
): Promise<readonly UncoveredProduct[]> {
  const known =
    files.products.length > 0
      ? `SELECT id, title, productType, domain FROM ${sqlParquet(files.products)}`
      : "SELECT NULL AS id, NULL AS title, NULL AS productType, NULL AS domain";
  const rank = `list_position([${productOutcomes.map(sqlText).join(", ")}], outcome)`;
  const rows = await sql.use((connection) =>
    readRows(
      connection,
      `SELECT product, outcome, rule, title, productType, domain
        FROM ${sqlParquet(files.uncovered)} LEFT JOIN (${known}) AS known ON known.id = product
        ORDER BY ${rank}, product ${limit === null ? "" : `LIMIT ${limit}`}`,
    ),
  );
  return rows.map(({ text, textOrNull }) => {
    const why = { outcome: text("outcome") as ProductOutcome, rule: textOrNull("rule") };
    return {
      id: text("product"),
      title: textOrNull("title") ?? text("product"),
      productType: textOrNull("productType"),
      domain: textOrNull("domain"),
      ...why,
      words: outcomeWords(why),
    };
  });
}
