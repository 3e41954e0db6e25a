import { integer, oneOf, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const unexplainedHeads = defineTable(
  "unexplainedHeads",
  "Queries and pairs that product types left unexplained, as each run took them up: what was taken up once stays.",
  ["kind", "head"],
  {
    round: integer("Number of the take-up, from 1: one for each graph that left some."),
    place: integer("Its place among those of its kind in the round, from 1."),
    kind: oneOf(["query", "pair"], "What the head is."),
    head: text("Id of the query or the pair."),
  },
);

export type UnexplainedHead = RowOf<typeof unexplainedHeads>;
