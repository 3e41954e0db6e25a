import { integer, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const requestedHeads = defineTable(
  "requestedHeads",
  "Heads whose knowledge was asked of the server and lacking, as each run took them up: one round a run.",
  ["round", "head"],
  {
    round: integer("Number of the run that took them up, from 1."),
    head: text("Product id or query id; of queries only those that passed the gate."),
    place: integer("Its place in the round, from 1: what was asked for first comes first."),
    pairs: integer("Further pairs that the round may ask about, of all its heads together."),
  },
);

export type RequestedHead = RowOf<typeof requestedHeads>;
