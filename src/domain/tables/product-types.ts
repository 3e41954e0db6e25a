import { boolean, integer, nullable, text, texts } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const productTypes = defineTable(
  "productTypes",
  "Product types that can be asked about, and what an attribute makes of one, as each run found new ones: what was chosen once stays, so that a new product changes no prompt.",
  ["id"],
  {
    id: text("Hash of locale, name and, where there is one, attribute."),
    type: text("Id of the product type itself; the row's own where it has no attribute."),
    locale: text("BCP 47 tag of its titles."),
    name: text("The product type in lower case."),
    attribute: nullable(
      text(
        "What its products say of themselves, in lower case: waterproof, 4 person; null: all products of the type are meant.",
      ),
    ),
    round: integer("Number of the run that found it, from 1."),
    place: integer(
      "Its place in the round, from 1: types with more behaviour come first, and behind all types the attributes, the most telling of a type first.",
    ),
    titles: texts(
      "Titles of up to twelve of its products, those with behaviour first. Prompts show some.",
    ),
    domain: nullable(text("The department of most of its products.")),
    nameFits: boolean(
      "False: the name means something else than the titles, so that prompts show the titles alone.",
    ),
    calledAs: text(
      "What it is called within a sentence: its name, or what its titles share where the name does not fit.",
    ),
  },
  2,
);

/** A row of version 1, as `data/product-types` of then keeps it. */
export type ProductTypeOne = Omit<ProductType, "type" | "attribute" | "nameFits" | "calledAs">;

/** Such a row is a type itself, which was asked about by its name; a row of today stays as it is. */
export const productTypeOfToday = (row: ProductTypeOne | ProductType): ProductType => ({
  ...{ type: row.id, attribute: null, nameFits: true, calledAs: row.name },
  ...row,
});

export type ProductType = RowOf<typeof productTypes>;

/** What a type is called: "laptop bag", or with its attribute "waterproof laptop bag". */
export const typeWords = ({ name, attribute }: Pick<ProductType, "name" | "attribute">): string =>
  attribute === null ? name : `${attribute} ${name}`;
