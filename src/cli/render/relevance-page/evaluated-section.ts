import { formatNumber } from "../../../text/counted.ts";
import { percent } from "../../../text/percent.ts";
import { leftOut } from "../left-out.ts";
import { type Html, html } from "./html.ts";
import type { RelevanceResult } from "./result-parts.ts";

/** What was evaluated, and what was left out. */
export function evaluatedSection(result: RelevanceResult): Html {
  const { labels, judgements } = result;
  const classes = Object.entries(labels).toReversed();
  return html`<section aria-labelledby="evaluated"><h2 id="evaluated">What was evaluated</h2>
<table class="classes"><caption>Judgements of each class, from the best to the worst</caption>
<thead><tr><th scope="col">class</th><th scope="col" class="amount">judgements</th><th scope="col" class="amount">per cent</th><td></td></tr></thead>
<tbody>${classes.map(
    ([name, count]) => html`
<tr><th scope="row">${name}</th><td class="amount">${formatNumber(count)}</td><td class="amount">${percent(count / judgements)}</td><td><span class="bar"><span style="inline-size:${percent(count / judgements)}%"></span></span></td></tr>`,
  )}
</tbody></table>
${leftOut(result).map((line) => html`<p class="note">${line}</p>`)}
</section>`;
}
