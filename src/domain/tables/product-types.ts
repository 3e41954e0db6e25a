import { integer, nullable, text, texts } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const productTypes = defineTable(
  "productTypes",
  "Product types that can be asked about, as each run found new ones: what was chosen once stays, so that a new product changes no prompt.",
  ["id"],
  {
    id: text("Hash of locale and name."),
    locale: text("BCP 47 tag of its titles."),
    name: text("The product type in lower case."),
    round: integer("Number of the run that found it, from 1."),
    place: integer("Its place in the round, from 1: types with more behaviour come first."),
    titles: texts(
      "Titles of up to twelve of its products, those with behaviour first. Prompts show some.",
    ),
    domain: nullable(text("The department of most of its products.")),
  },
);

export type ProductType = RowOf<typeof productTypes>;
