import type { GraphEvaluation } from "../../app/evaluate-graph.ts";
import { formatNumber, textTable, wrapped } from "./text-table.ts";

type Figure = GraphEvaluation["rows"][number]["precision"];

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}`;

/** A share with its 95 % interval, in per cent. */
const figure = (value: Figure): string =>
  value === null
    ? "–"
    : `${percent(value.mean)} % [${percent(value.interval[0])}, ${percent(value.interval[1])}]`;

/** The figures of a graph against the truth, with what they are to be read beside. */
export function renderGraphEvaluation(report: GraphEvaluation, columns: number): string {
  const { rows, pairs, matcher, truth } = report;
  const [first] = rows;
  const lines = (text: string): string => wrapped(text, columns).join("\n");
  const shared = pairs[0]?.sharesNeed ?? null;
  return [
    textTable(
      ["against the truth", "edges", "precision", "recall, asked heads", "recall, all heads"],
      rows.map(({ id, edges, precision, recall, recallAllHeads }) => [
        id,
        edges,
        figure(precision),
        figure(recall),
        figure(recallAllHeads),
      ]),
      { width: columns },
    ),
    lines(
      "Heads are queries and products. no-filter: every claim taken at its word. shuffled-needs: the same edges, but the facts of the needs dealt out anew: what chance gives.",
    ),
    lines(
      `The truth of ${truth.shop} has ${formatNumber(truth.facts)} facts behind ${formatNumber(truth.needs)} needs; ${formatNumber(first?.heads.asked ?? 0)} of ${formatNumber(first?.heads.all ?? 0)} heads were asked about. A claim may be true and not among them: precision is a lower bound. Of the claims kept, ${figure(shared)} are about a pair that shares a need at all.`,
    ),
    lines(
      `Whether a claim states a fact is told by a matcher: precision ${figure(matcher.precision)}, recall ${figure(matcher.recall)} on ${matcher.pairs} pairs that the author judged.`,
    ),
  ].join("\n\n");
}
