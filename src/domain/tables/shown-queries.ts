import { integer, nullable, text, texts } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const shownQueries = defineTable(
  "shownQueries",
  "What prompts show of queries that were asked about, as each run took them up: what was bought most after a query may change later, and changes no prompt.",
  ["id"],
  {
    id: text("Query id."),
    round: integer("Number of the run that took it up, from 1."),
    place: integer("Its place in the round, from 1: queries with most purchases come first."),
    product: text("Id of the product that stands for what was bought after it."),
    productType: nullable(
      text("The product type bought most after it, as the catalogue has it; null: unknown."),
    ),
    titles: texts(
      "Titles of up to three products bought after it: first that of `product`, then by purchases.",
    ),
  },
);

export type ShownQuery = RowOf<typeof shownQueries>;
