import { counted } from "../../../text/counted.ts";
import { percent, points } from "../../../text/percent.ts";
import { metricWords, pointsWords, short, size } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { intervalTable } from "./interval-table.ts";
import { rowName, sliceName } from "./names.ts";
import type { Difference, RelevanceResult } from "./result-parts.ts";

/** Differences between rows, with what they come to. */
export function differencesSection({ differences, plan }: RelevanceResult): Html {
  const lines = differences.map((difference) => ({
    name: nameOf(difference),
    figure: figureOf(difference),
    mark: difference.verdict.replaceAll(" ", "-"),
  }));
  return html`<section aria-labelledby="differences"><h2 id="differences">Differences</h2>
<p class="lead">The primary difference stands first, and counts alone; the others are adjusted for each other. Dashed lines: ${size(plan.worthwhile)} points, the least worth having.</p>
${intervalTable({
  caption: html`Differences in points, with 95 % intervals`,
  ...{ layout: "below", nameOf: "difference", figureOf: "points", lines, wordsOf: pointsWords },
  values: [0, plan.worthwhile, -plan.worthwhile],
  rules: [
    { at: 0, look: "nought" },
    ...[plan.worthwhile, -plan.worthwhile].map((at) => ({ at, look: "worthwhile" })),
  ],
  tickWords: (value) => short(points(value)),
})}
<details><summary>In numbers</summary><div class="wide" role="region" aria-label="Differences in numbers" tabindex="0">
<table><thead><tr><th scope="col">difference</th>${["p", "adjusted", "other seeds", "could be found", "judgements", "seeds"].map((head) => html`<th scope="col" class="amount">${head}</th>`)}</tr></thead>
<tbody>${differences.map((difference) => {
    const { p, adjusted, detectable, judgements, seeds } = difference;
    const cells = [
      ...[p.toFixed(4), adjusted.toFixed(4)],
      difference.null === null ? "–" : `± ${percent(difference.null.interval[1])}`,
      detectable === null ? "not known" : percent(detectable),
      ...[String(judgements), String(seeds)],
    ];
    return html`
<tr><th scope="row">${titleOf(difference)}</th>${cells.map((cell) => html`<td class="amount">${cell}</td>`)}</tr>`;
  })}
</tbody></table></div></details>
</section>`;
}

const figureOf = ({ mean, interval }: Difference) =>
  mean === null || interval === null ? null : { mean, interval };

const titleOf = ({ of, against, metric, slice }: Difference): Html =>
  html`${rowName(of)} against ${rowName(against)}, ${metricWords(metric)}${slice === undefined ? "" : `, ${sliceName(slice).toLowerCase()}`}`;

const nameOf = (difference: Difference): Html => {
  const { verdict, because, primary, judgements, slice } = difference;
  const among = slice === undefined ? "" : ` (${counted(judgements, "judgements")})`;
  return html`${titleOf(difference)}${among}${primary ? html` <span class="primary">primary</span>` : ""}<span class="because"><strong class="verdict ${verdict.replaceAll(" ", "-")}">${verdict}</strong>: ${because}</span>`;
};
