import { counted, formatNumber } from "../../../text/counted.ts";
import { metricWords, pointsWords, size, splitWords } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { rowName } from "./names.ts";
import type { Difference, RelevanceResult } from "./result-parts.ts";

/** What is known at the end, in a few lines: the primary difference, what could be found, whether the control was seen. */
export function summary(result: RelevanceResult): Html {
  const { judgements, queries, groups, labels, folds, seeds, control, plan } = result;
  const primary = result.differences.find((difference) => difference.primary);
  const [detectable] = plan.detectable;
  return html`<header>
<h1>How well a product fits a query</h1>
<p class="lead">${counted(judgements, "judgements")} of ${counted(queries, "queries")}, ${counted(result.rows.length, "ways")} to tell ${counted(Object.keys(labels).length, "classes")} apart, each evaluated on ${splitWords(result.splitBy)} that it has not learnt from.</p>
${primary === undefined ? [] : [verdictNotice(primary)]}
${
  control.passed
    ? html`<p class="notice good">The positive control passed: knowledge that is right is seen.</p>`
    : html`<div class="notice warning"><p>The positive control failed, so nothing may be said of a lift:</p><ul>${control.faults.map((fault) => html`<li>${fault}</li>`)}</ul></div>`
}
<dl class="figures">
${fact("Judgements", formatNumber(judgements))}
${fact(result.splitBy === "query" ? "Groups of queries" : "Products", formatNumber(groups))}
${fact("Folds", String(folds))}
${fact("Seeds", String(seeds.length))}
${fact("Could be found", detectable?.difference == null ? "not known" : `${size(detectable.difference)} points`)}
</dl>
</header>`;
}

function verdictNotice(difference: Difference): Html {
  const { of, against, metric, mean, interval, verdict, because } = difference;
  const figure = mean === null || interval === null ? null : { mean, interval };
  const look = verdict === "lift" ? "good" : verdict === "harm" ? "warning" : "";
  return html`<p class="notice ${look}"><strong class="verdict">${verdict}</strong>: ${rowName(of)} against ${rowName(against)}, ${metricWords(metric)}: ${pointsWords(figure)} points; ${because}.</p>`;
}

const fact = (name: string, value: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
