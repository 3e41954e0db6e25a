import { nullable, oneOf, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

/** Where a product's type may come from; `none`: nowhere. */
export const typeSources = ["given", "override", "category", "title", "cluster", "none"] as const;

export type TypeSource = (typeof typeSources)[number];

export const assignedTypes = defineTable(
  "assignedTypes",
  "Where the type of each product comes from, and how sure it is.",
  ["product"],
  {
    product: text("Id of the product."),
    type: nullable(text("The type that stages see; null: none.")),
    source: oneOf(
      typeSources,
      "given: the import names it; override: a file of one's own does; category: the category path; title: the title's head noun; cluster: the nearest titles.",
    ),
    confidence: real(
      "How likely the type is right, 0 to 1; of none, how likely the proposal is. 1 where it is given or overridden.",
    ),
    proposal: nullable(
      text("The likeliest type where none was sure enough; null: nothing proposes one."),
    ),
    reason: nullable(text("What speaks for the type, in words; null: the import names it.")),
  },
);

export type AssignedType = RowOf<typeof assignedTypes>;
