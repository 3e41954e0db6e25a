import { z } from "zod";
import { integer, json, nullable, oneOf, real, text, timestamp } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const behaviours = ["searchBuy", "coBuy"] as const;

/** Why a pair goes on that a rule would have stopped. */
const exemptions = ["lowEngagement", "selectedBefore"] as const;

export const pairs = defineTable(
  "pairs",
  "Behaviour worth explaining: a query and the product bought for it, or two products bought together.",
  ["id"],
  {
    id: text("Hash of behaviour, head A and head B."),
    behaviour: oneOf(
      behaviours,
      "searchBuy: query and product. coBuy: two products, in order of id.",
    ),
    headA: text("searchBuy: a query id. coBuy: a product id."),
    headB: text("A product id."),
    count: integer("Purchases after the search, or sessions with both products."),
    customers: integer(
      "Distinct customers behind the count (sessions where customers are unknown).",
    ),
    clicks: nullable(integer("searchBuy: searches of the query with a click on the product.")),
    searches: nullable(integer("searchBuy: searches of the query.")),
    clickRateLow: nullable(
      real(
        "searchBuy: lower 95 % Wilson bound of clicks per search, by age where a half-life is set.",
      ),
    ),
    purchaseRateLow: nullable(
      real("searchBuy: lower 95 % Wilson bound of purchases per search; by age as before."),
    ),
    lift: real(
      "Count over what independence would give: above 1 is more than chance. By age where a half-life is set, as are both below.",
    ),
    pmi: real("Natural logarithm of lift, discounted for rare pairs (Pantel and Lin 2002)."),
    logLikelihoodRatio: real(
      "Dunning's G² (1993) against independence; below 0 where the pair is rarer than chance.",
    ),
    keptFor: nullable(
      oneOf(
        exemptions,
        "Why it is kept though a rule would stop it. lowEngagement: drawn from the long tail. selectedBefore: it passed in an earlier run. Null: none would.",
      ),
    ),
    byMonth: json(z.record(z.string(), z.int()), "Count by month, YYYY-MM."),
    firstSeen: timestamp("Time of the first event behind the pair."),
    lastSeen: timestamp("Time of the last event behind the pair."),
  },
);

export type BehaviourPair = RowOf<typeof pairs>;
export type Behaviour = (typeof behaviours)[number];
