import { integer, nullable, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const rejects = defineTable(
  "rejects",
  "Rows that could not be imported, and why. Words that shoppers typed are withheld.",
  ["source", "line", "place"],
  {
    source: text("Name of the file."),
    line: integer("Line in the file, from 1; row number where a file has no lines."),
    place: integer("From 1, where one line holds several rows."),
    code: text("What is wrong, as a code."),
    message: text("What is wrong, in words."),
    row: nullable(
      text("The row as read, as JSON, without query text and customer; null if withheld."),
    ),
  },
);

export type Reject = RowOf<typeof rejects>;
