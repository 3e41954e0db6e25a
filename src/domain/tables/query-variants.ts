import { integer, nullable, oneOf, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

/** How a query may be joined to the one that it counts as; `head`: it is that one. */
export const variantWays = ["head", "spacing", "order", "form", "spelling", "behaviour"] as const;

export type VariantWay = (typeof variantWays)[number];

export const queryVariants = defineTable(
  "queryVariants",
  "Queries that say the same in other words, and the one that each counts as. A query that is alone is not here.",
  ["query"],
  {
    query: text("Query id."),
    head: text("The query it counts as: the one of its cluster with most searches, ties by id."),
    way: oneOf(
      variantWays,
      "head: it is the head. spacing: the same letters, parted otherwise. order: the same words in another order. form: the same words in another form. spelling: letters put in, left out, changed or swapped. behaviour: the same products are chosen after it.",
    ),
    editDistance: integer(
      "Letters to put in, take out, change or swap with their neighbour to have the head's text; 0 of the head.",
    ),
    similarity: nullable(
      real(
        "How alike the products are that were clicked and bought after both: cosine, less where they are few, 0 to 1. Null: after one of them nothing was, or wording alone was asked for; and of the head.",
      ),
    ),
    confidence: real("How likely both say the same, 0 to 1; 1 of the head."),
  },
);

export type QueryVariant = RowOf<typeof queryVariants>;
