import { real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const scores = defineTable(
  "scores",
  "What a critic says of each claim that the filters kept.",
  ["claim", "critic"],
  {
    claim: text("Id of the claim."),
    critic: text("What judged it: the critic with what it was made from, or the file of scores."),
    plausibility: real("How likely people find the claim plausible, 0 to 1, calibrated."),
    typicality: real("How likely people find it typical of shoppers, 0 to 1, calibrated."),
    uncertainty: real(
      "How far critics that each lack a fifth of the labels differ in plausibility: a standard deviation.",
    ),
  },
);

export type Score = RowOf<typeof scores>;
