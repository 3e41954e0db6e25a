import { CosmoError } from "../../domain/cosmo-error.ts";
import { nearestName } from "../../text/nearest-name.ts";

/** That none of these rows has the id. */
export function unknownRow(id: string, rows: readonly string[]): CosmoError {
  const near = nearestName(id, rows);
  return new CosmoError("RELEVANCE_ROW_UNKNOWN", `There is no row ${id} to compare.`, {
    hint: near === undefined ? `Rows are ${rows.join(", ")}.` : `Did you mean ${near}?`,
    exitCode: 2,
  });
}
