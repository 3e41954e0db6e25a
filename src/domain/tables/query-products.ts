import { integer, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const queryProducts = defineTable(
  "queryProducts",
  "What shoppers clicked and bought after a query that passed the gate, whether or not a pair came of it.",
  ["query", "product"],
  {
    query: text("Query id."),
    product: text("The product id under which its variants are counted."),
    clicks: integer("Searches of the query with a click on it."),
    purchases: integer("Searches of the query that led to a purchase of it."),
  },
);

export type QueryProduct = RowOf<typeof queryProducts>;
