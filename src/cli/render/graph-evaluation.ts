import type { GraphEvaluation } from "../../app/evaluate-graph.ts";
import { formatNumber } from "../../text/counted.ts";
import { share } from "./figure.ts";
import { textTable, wrapped } from "./text-table.ts";

/** The figures of a graph against the truth, with what they are to be read beside. */
export function renderGraphEvaluation(report: GraphEvaluation, columns: number): string {
  const { rows, pairs, matcher, truth, byPlausibility } = report;
  const [first] = rows;
  const lines = (text: string): string => wrapped(text, columns).join("\n");
  const shared = pairs[0]?.sharesNeed ?? null;
  return [
    textTable(
      ["against the truth", "edges", "precision", "recall, asked heads", "recall, all heads"],
      rows.map(({ id, edges, precision, recall, recallAllHeads }) => [
        id,
        Math.round(edges),
        share(precision),
        share(recall),
        share(recallAllHeads),
      ]),
      { width: columns },
    ),
    lines(
      "Heads are queries and products. no-critic: all claims that the filters kept. random-scores: as many claims, chosen by scores that were dealt out anew among them. new-types: of product types that the critic learnt nothing about. no-filter: every claim taken at its word. shuffled-needs: the same edges, but the facts of the needs dealt out anew: what chance gives.",
    ),
    ...(byPlausibility.length === 0
      ? []
      : [
          textTable(
            ["plausibility of the best claim", "edges of kept claims", "state a fact"],
            byPlausibility.map(({ above, to, edges, precision }) => [
              `above ${above}, to ${to}`,
              edges,
              share(precision),
            ]),
            { width: columns },
          ),
        ]),
    lines(
      `The truth of ${truth.shop} has ${formatNumber(truth.facts)} facts behind ${formatNumber(truth.needs)} needs; ${formatNumber(first?.heads.asked ?? 0)} of ${formatNumber(first?.heads.all ?? 0)} heads were asked about. A claim may be true and not among them: precision is a lower bound. Of the published claims about pairs, ${share(shared)} are of a pair that shares a need at all.`,
    ),
    lines(
      `Whether a claim states a fact is told by a matcher: precision ${share(matcher.precision)}, recall ${share(matcher.recall)} on ${matcher.pairs} pairs that the author judged.`,
    ),
  ].join("\n\n");
}
