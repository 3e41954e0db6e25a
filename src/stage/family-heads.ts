import type { Files } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/** The query for the head of each family of variants: `site`, `parent`, `head`. */
export const familyHeads = (sources: {
  readonly pairs: Files;
  readonly products: Files;
}): { readonly query: string } => {
  const { pairs, products } = sources;
  return {
    query: sqlFromFile(new URL("./family-heads.sql", import.meta.url), { pairs, products }),
  };
};
