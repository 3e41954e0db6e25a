import { nullable, oneOf, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

/** What became of a type's claim at one product or query. */
export const carryings = ["carried", "unsure", "contradicted"] as const;

export const entailments = defineTable(
  "entailments",
  "Whether what is true of a product type, or of one with an attribute, is true of one product of it, or of a query for it.",
  ["claim", "head"],
  {
    claim: text("Id of the claim about the type."),
    head: text("Product id or query id."),
    headKind: oneOf(["product", "query"], "What the head is."),
    probability: real("How likely the claim holds of the head, given that it holds of the type."),
    decision: oneOf(carryings, "carried: an edge may come of it; else it is held back."),
    reason: nullable(text("Why it was held back; null where it was carried.")),
  },
);

export type Entailment = RowOf<typeof entailments>;
