import { counted } from "../../../text/counted.ts";
import { figureWords } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { rowName, sliceMeaning, sliceName } from "./names.ts";
import type { RelevanceResult } from "./result-parts.ts";
import { rowsTable } from "./rows-section.ts";

/** How well each row does among queries of a kind; nothing where the judgements have no slices. */
export function slicesSection(result: RelevanceResult): Html {
  const slices = Object.entries(result.rows[0]?.slices ?? {});
  if (slices.length === 0) return html``;
  const { rows } = result;
  return html`<section aria-labelledby="slices"><h2 id="slices">Kinds of queries</h2>
<p class="lead">Macro F1 among the judgements of each kind, in per cent. A query may be of several kinds; they are told by its words, never by its labels. Kinds have other shares of the classes: rows are to be compared within a kind, not kinds with each other.</p>
<div class="small-plots">${slices.map(([slice, { judgements }]) =>
    rowsTable(
      result,
      captionOf(slice, judgements),
      "macro F1",
      ({ slices: own }) => own[slice]?.macroF1 ?? null,
    ),
  )}</div>
<details><summary>Micro F1</summary><div class="wide" role="region" aria-label="Micro F1 of each kind" tabindex="0">
<table><thead><tr><th scope="col">row</th>${slices.map(([slice]) => html`<th scope="col" class="amount">${sliceName(slice)}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ id, slices: own }) => html`
<tr><th scope="row">${rowName(id)}</th>${slices.map(([slice]) => html`<td class="amount">${figureWords(own[slice]?.microF1 ?? null)}</td>`)}</tr>`,
  )}
</tbody></table></div></details>
</section>`;
}

const captionOf = (slice: string, judgements: number): Html => {
  const meaning = sliceMeaning(slice);
  return html`<strong>${sliceName(slice)}</strong>, ${counted(judgements, "judgements")}${meaning === undefined ? "" : html`<span class="meaning">${meaning}</span>`}`;
};
