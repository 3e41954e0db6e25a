import { integer, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const typePartners = defineTable(
  "typePartners",
  "Product types that are bought together beyond chance, as each run found new ones: what was chosen once stays, so that new purchases change no prompt.",
  ["type", "partner"],
  {
    type: text("Id of the product type."),
    partner: text("Id of the type that it is bought together with."),
    round: integer("Number of the run that found it, from 1."),
    place: integer("Its place among the partners of the type, from 1: the surest come first."),
    count: integer("Co-buys of both types, when it was found."),
    lift: real("Count over what chance gives: above 1 is more than chance."),
    logChance: real(
      "Natural logarithm of the chance that so many co-buys come about where types do not matter.",
    ),
  },
);

export type TypePartner = RowOf<typeof typePartners>;
