import { integer, oneOf, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";
import { scopes } from "./scopes.ts";

export const candidates = defineTable(
  "candidates",
  "One answer line of the language model, before any filter.",
  ["call", "place", "head"],
  {
    call: text(
      "Id of the recorded call that gave it; list_… where it was ranked from a closed list, behaviour_… where purchases say it.",
    ),
    place: integer("Its place in the answer, from 1."),
    scope: oneOf(scopes, "What the head is."),
    head: text("Id of the pair, the query or the row of the product types that was asked about."),
    relation: text("Name of the relation that was asked."),
    prompt: text("Version of the prompt template: name and hash."),
    rawText: text("The line as the model wrote it."),
    tail: text("The line without numbering, quotes and a repeated answer stem."),
  },
);

export type Candidate = RowOf<typeof candidates>;
