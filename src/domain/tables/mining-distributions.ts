import { integer, nullable, oneOf, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

/** What mining decides about. */
export const miningSubjects = ["searchBuy", "coBuy", "queries"] as const;

export const miningMeasures = [
  "count",
  "customers",
  "searches",
  "lift",
  "pmi",
  "logLikelihoodRatio",
  "clickRateLow",
  "purchaseRateLow",
] as const;

export const miningDistributions = defineTable(
  "miningDistributions",
  "Histograms of what mining decided about: how many pairs and queries lie in each bin of a measure, by what became of them. Bins without any have a row for `kept`, with 0.",
  ["subject", "measure", "place", "outcome"],
  {
    subject: oneOf(miningSubjects, "searchBuy, coBuy: pairs. queries: distinct queries."),
    measure: oneOf(miningMeasures, "A column of `pairs` or `queries`."),
    place: integer("Place of the bin among those of the measure, from 0."),
    bin: text("Name of the bin, such as `3–4`."),
    leastMillionths: nullable(
      integer("Least value in the bin, in millionths. Null: any lower one is in it."),
    ),
    belowMillionths: nullable(
      integer("Values in the bin are below this, in millionths. Null: any higher one is in it."),
    ),
    outcome: text("`kept`, or the rule that cut, as the funnel names it."),
    times: integer("How many of the subject."),
  },
);

export type MiningBin = RowOf<typeof miningDistributions>;
export type MiningSubject = (typeof miningSubjects)[number];
export type MiningMeasure = (typeof miningMeasures)[number];
