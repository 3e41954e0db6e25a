import { counted } from "../../../text/counted.ts";
import { figureWords } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { rowName } from "./names.ts";
import type { RelevanceResult } from "./result-parts.ts";
import { rowsTable } from "./rows-section.ts";

/** How well each row tells each class. */
export function classesSection(result: RelevanceResult): Html {
  const classes = Object.keys(result.labels).toReversed();
  const { labels, rows } = result;
  return html`<section aria-labelledby="classes"><h2 id="classes">Class by class</h2>
<p class="lead">F1 of each class, in per cent. Macro F1 is the plain mean of these, so that a class of few judgements counts as much as the commonest.</p>
<div class="small-plots">${classes.map((name) =>
    rowsTable(
      result,
      html`<strong>${name}</strong>, ${counted(labels[name] ?? 0, "judgements")}`,
      "F1",
      ({ perClass }) => perClass[name]?.f1 ?? null,
    ),
  )}</div>
<details><summary>Precision and recall</summary><div class="wide" role="region" aria-label="Precision and recall" tabindex="0">
<table><thead><tr><th scope="col">row</th><th scope="col">class</th><th scope="col" class="amount">precision</th><th scope="col" class="amount">recall</th></tr></thead>
<tbody>${rows.flatMap(({ id, perClass }) =>
    classes.map(
      (name) => html`
<tr><th scope="row">${rowName(id)}</th><td>${name}</td><td class="amount">${figureWords(perClass[name]?.precision ?? null)}</td><td class="amount">${figureWords(perClass[name]?.recall ?? null)}</td></tr>`,
    ),
  )}
</tbody></table></div></details>
</section>`;
}
