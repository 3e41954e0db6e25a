import type { MiningMeasure, MiningSubject } from "../domain/tables/mining-distributions.ts";
import { sqlText } from "../sql/sql.ts";

/** Where a bin begins; below the first edge there is one more. Logarithmic (1, 2, 5, 10), but for logarithms. */
const scales = {
  counts: [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
  // The first bin is that of pairs without a single click.
  rates: [0.000001, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  lifts: [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
  logarithms: Array.from({ length: 19 }, (_, place) => place / 2 - 1),
  evidence: [-10, -1, 0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
} as const;

type Scale = keyof typeof scales;

interface CountedMeasure {
  readonly subject: MiningSubject;
  readonly measure: MiningMeasure;
  readonly scale: Scale;
  readonly column: string;
}

const ofPairs = (subject: MiningSubject): readonly CountedMeasure[] => [
  { subject, measure: "count", scale: "counts", column: "times" },
  { subject, measure: "customers", scale: "counts", column: "customers" },
  { subject, measure: "lift", scale: "lifts", column: "lift" },
  { subject, measure: "pmi", scale: "logarithms", column: "pmi" },
  { subject, measure: "logLikelihoodRatio", scale: "evidence", column: "log_likelihood_ratio" },
];

const countedMeasures: readonly CountedMeasure[] = [
  ...ofPairs("searchBuy"),
  { subject: "searchBuy", measure: "clickRateLow", scale: "rates", column: "click_rate_low" },
  { subject: "searchBuy", measure: "purchaseRateLow", scale: "rates", column: "purchase_rate_low" },
  ...ofPairs("coBuy"),
  { subject: "queries", measure: "customers", scale: "counts", column: "customers" },
  { subject: "queries", measure: "searches", scale: "counts", column: "searches" },
];

const decisions: Readonly<Record<MiningSubject, string>> = {
  searchBuy: "search_buy_decisions",
  coBuy: "co_buy_decisions",
  queries: "query_decisions",
};

/**
 * The rows of `miningDistributions`: a SELECT on the relations of what was decided, portable as the steps in `sql/` are.
 * It is written from the edges, so that a value is counted into the very bin whose bounds and name are stored.
 */
export const distributionsSelect = (): string => `
WITH bins AS (
  SELECT subject, measure, place, bin, least, below
  FROM (VALUES
    ${countedMeasures.flatMap(binRows).join(",\n    ")}
  ) AS named (subject, measure, place, bin, least, below)
),
tallies AS (
  ${countedMeasures.map(tallied).join("\n  UNION ALL\n  ")}
  UNION ALL
  SELECT subject, measure, place, 'kept' AS outcome, 0 AS times FROM bins
)
SELECT
  bins.subject,
  bins.measure,
  bins.place,
  bins.bin,
  bins.least AS leastMillionths,
  bins.below AS belowMillionths,
  tallies.outcome,
  CAST(sum(tallies.times) AS BIGINT) AS times
FROM tallies
JOIN bins
  ON bins.subject = tallies.subject
  AND bins.measure = tallies.measure
  AND bins.place = tallies.place
GROUP BY
  bins.subject, bins.measure, bins.place, bins.bin, bins.least, bins.below, tallies.outcome`;

function tallied({ subject, measure, scale, column }: CountedMeasure): string {
  const steps = scales[scale].map(
    (edge, place) => `WHEN ${column} < ${double(edge)} THEN ${place}`,
  );
  const place = `CASE ${steps.join(" ")} ELSE ${steps.length} END`;
  return `SELECT '${subject}' AS subject, '${measure}' AS measure, place, outcome, count(*) AS times
  FROM (
    SELECT ${place} AS place, coalesce(reason, 'kept') AS outcome
    FROM ${decisions[subject]}
    WHERE ${column} IS NOT NULL
  ) AS decided
  GROUP BY place, outcome`;
}

// A bare 0.1 is a decimal to the engine.
const double = (value: number): string => `CAST(${value} AS DOUBLE)`;

function binRows({ subject, measure, scale }: CountedMeasure): readonly string[] {
  const edges: readonly number[] = scales[scale];
  return [undefined, ...edges].map((least, place) => {
    const below = edges[place];
    const bounds = [least, below].map((edge) =>
      edge === undefined ? "NULL" : String(Math.round(edge * 1e6)),
    );
    const name = sqlText(binName(scale, least, below));
    return `('${subject}', '${measure}', ${place}, ${name}, ${bounds.join(", ")})`;
  });
}

const written = (value: number): string => value.toLocaleString("en-US").replace("-", "−");

/** `3–4`, `0.005–0.01`, `−1 to 0`, `below 0.2`, `10,000 or more`. */
function binName(scale: Scale, least: number | undefined, below: number | undefined): string {
  const isCount = scale === "counts";
  if (least === undefined) {
    return isCount || scale === "rates" ? "0" : `below ${written(below ?? 0)}`;
  }
  if (below === undefined) return `${written(least)} or more`;
  if (scale === "rates" && least < 0.001) return `up to ${written(below)}`;
  const last = isCount ? below - 1 : below;
  if (last === least) return written(least);
  return `${written(least)}${least < 0 ? " to " : "–"}${written(last)}`;
}
