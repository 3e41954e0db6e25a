import { integer, oneOf, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";
import { scopes } from "./scopes.ts";

export const tails = defineTable(
  "tails",
  "What refinement reads out of each candidate, before it measures and decides.",
  ["call", "place", "head"],
  {
    call: text("Id of the recorded call."),
    place: integer("Place in the answer, from 1."),
    claim: text("Id of the claim that the candidate makes."),
    scope: oneOf(scopes, "What the head is."),
    head: text("Id of the pair, the query or the product type."),
    relation: text("Name of the relation."),
    tail: text("First sentence; the whole line where it holds no sentence."),
    sentences: integer("Sentences in the line: 0 where it holds none."),
    normalForm: text("What equal tails have in common; see text/normal-form."),
  },
);

export type Tail = RowOf<typeof tails>;
