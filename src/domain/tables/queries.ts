import { integer, nullable, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const queries = defineTable(
  "queries",
  "Queries that passed the gate: enough different customers, and no personal data.",
  ["id"],
  {
    id: text("Hash of site, locale and text."),
    site: text("The shop or marketplace."),
    locale: text("BCP 47 tag."),
    text: text("Normalised query text."),
    customers: integer("Distinct customers who typed it (sessions where customers are unknown)."),
    searches: integer("How often it was searched."),
    typeEntropy: nullable(
      real(
        "How broad it is: entropy (natural logarithm) of the product types bought after it; 0: one type. Null: none known.",
      ),
    ),
  },
);

export type Query = RowOf<typeof queries>;
