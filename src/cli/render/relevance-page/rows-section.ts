import { figureWords, metricWords, splitWords } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { intervalTable } from "./interval-table.ts";
import { rowName } from "./names.ts";
import type { Figure, RelevanceResult, ReportRow } from "./result-parts.ts";

/** How well each row tells the classes, and how well it ranks. */
export function rowsSection(result: RelevanceResult): Html {
  return html`<section aria-labelledby="rows"><h2 id="rows">The rows</h2>
<p class="lead">Dots are means over seeds, lines 95 % intervals over ${splitWords(result.splitBy)} and seeds at once; hollow dots are of rows that learn nothing.</p>
<div class="beside">
${(["macroF1", "microF1"] as const).map((metric) =>
  rowsTable(
    result,
    html`${metricWords(metric)}, in per cent`,
    metricWords(metric),
    (row) => row[metric],
  ),
)}
</div>
${rankingTable(result.rows)}
</section>`;
}

/** One figure of every row. */
export const rowsTable = (
  { rows, errors }: RelevanceResult,
  caption: Html,
  figureOf: string,
  figureIn: (row: ReportRow) => Figure,
): Html =>
  intervalTable({
    ...{ caption, layout: "beside", nameOf: "row", figureOf, wordsOf: figureWords },
    lines: rows.map((row) => ({
      name: rowName(row.id),
      figure: figureIn(row),
      mark: errors.rows.some((one) => one.row === row.id) ? "learnt" : "plain",
    })),
  });

function rankingTable(rows: readonly ReportRow[]): Html {
  if (rows.every(({ ndcg, ndcgAt10 }) => ndcg === null && ndcgAt10 === null)) return html``;
  return html`<details><summary>How well they rank: nDCG</summary>
<table><thead><tr><th scope="col">row</th><th scope="col" class="amount">nDCG</th><th scope="col" class="amount">nDCG at 10</th></tr></thead>
<tbody>${rows.map(
    ({ id, ndcg, ndcgAt10 }) => html`
<tr><th scope="row">${rowName(id)}</th><td class="amount">${figureWords(ndcg)}</td><td class="amount">${figureWords(ndcgAt10)}</td></tr>`,
  )}
</tbody></table></details>`;
}
