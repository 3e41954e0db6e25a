import { percent } from "../../../text/percent.ts";
import { controlPlot } from "./control-plot.ts";
import { figureWords, metricWords, pointsWords, short, size } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { rowName, sliceName } from "./names.ts";
import type { RelevanceResult } from "./result-parts.ts";

/** What difference could be found at all, and whether knowledge that is right is seen. */
export function controlSection({ plan, control }: RelevanceResult): Html {
  const { metric } = control;
  const [one, other] = plan.pilot;
  return html`<section aria-labelledby="control"><h2 id="control">What could be found</h2>
<p class="lead">Told before the results were looked at, by how ${rowName(one)} and ${rowName(other)} differ, and what other seeds do to them. A difference of ${size(plan.worthwhile)} points is the least worth having.</p>
<table class="detectable"><caption>The least difference that is found in 80 of 100 such evaluations</caption>
<thead><tr><th scope="col">of</th><th scope="col" class="amount">points</th></tr></thead>
<tbody>${plan.detectable.map(
    ({ metric: of, slice, difference }) => html`
<tr><th scope="row">${metricWords(of)}${slice === undefined ? "" : `, ${sliceName(slice).toLowerCase()}`}</th><td class="amount">${difference === null ? "not known" : percent(difference)}</td></tr>`,
  )}
</tbody></table>
<h3>The positive control</h3>
<p class="note">Knowledge that names the right class as often as is said is given to a row that has none, which must see it.</p>
<div class="beside">
${controlPlot(control.points, metric)}
<table><caption>The same in numbers</caption>
<thead><tr><th scope="col">right in</th><th scope="col" class="amount">${metricWords(metric)}</th><th scope="col" class="amount">expected</th><th scope="col" class="amount">lift</th></tr></thead>
<tbody>${control.points.map(
    ({ probability, figure, expected, lift }) => html`
<tr><th scope="row" class="whole">${short(percent(probability))} %</th><td class="amount">${figureWords(figure)}</td><td class="amount">${percent(expected)}</td><td class="amount">${pointsWords(lift)}</td></tr>`,
  )}
</tbody></table>
</div>
</section>`;
}
