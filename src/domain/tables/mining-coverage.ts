import { integer, nullable, oneOf, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const productOutcomes = [
  "kept",
  "cut",
  "unpaired",
  "returned",
  "neverBought",
  "neverSeen",
  "superseded",
] as const;

const productOutcome = oneOf(
  productOutcomes,
  "kept: in a kept pair. cut: all its pairs were cut. unpaired: bought, but in no pair. returned: all that was bought came back. neverBought: in the log, never bought. neverSeen: no event of a shopper names it. superseded: its sku names another product by now.",
);

const productRule = nullable(
  text(
    "cut: the rule that cut most of its pairs. unpaired: what most of its purchases were left out for; null: they were alone in their baskets.",
  ),
);

export const productCoverage = defineTable(
  "productCoverage",
  "How many products of each department and product type are in kept pairs, and why the others are not. All products add up; variants of one parent fare as the one that they are counted as.",
  ["domain", "productType", "outcome", "rule"],
  {
    domain: text("The department."),
    productType: nullable(text("Null: products that have none.")),
    outcome: productOutcome,
    rule: productRule,
    products: integer("How many."),
  },
);

export type ProductOutcome = (typeof productOutcomes)[number];
export type ProductCoverage = RowOf<typeof productCoverage>;

export const uncoveredProducts = defineTable(
  "uncoveredProducts",
  "All products that are in no kept pair, but for those whose sku names another product by now.",
  ["product"],
  {
    product: text("Product id."),
    outcome: productOutcome,
    rule: productRule,
  },
);

export const queryOutcomes = ["kept", "cut", "noPurchase", "stopped"] as const;

const queryOutcome = oneOf(
  queryOutcomes,
  "kept: in a kept pair. cut: all its pairs were cut. noPurchase: nothing was bought after it. stopped: it did not pass the gate.",
);

const queryRule = nullable(
  text("cut: the rule that cut most of its pairs. stopped: what the gate stopped it for."),
);

export const queryCoverage = defineTable(
  "queryCoverage",
  "How many queries are in kept pairs, and why the others are not, by number and by searches. All queries of the log add up.",
  ["outcome", "rule"],
  {
    outcome: queryOutcome,
    rule: queryRule,
    queries: integer("How many different ones."),
    searches: integer("How often they were searched."),
  },
);

export type QueryOutcome = (typeof queryOutcomes)[number];
export type QueryCoverage = RowOf<typeof queryCoverage>;

export const uncoveredQueries = defineTable(
  "uncoveredQueries",
  "The hundred most searched queries that passed the gate and are in no kept pair.",
  ["query"],
  {
    query: text("Query id."),
    outcome: queryOutcome,
    rule: queryRule,
    searches: integer("How often it was searched."),
  },
);
