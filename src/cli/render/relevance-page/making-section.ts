import { formatNumber } from "../../../text/counted.ts";
import { percent } from "../../../text/percent.ts";
import { metricWords } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import type { RelevanceResult } from "./result-parts.ts";

/** The command that makes this page again, what was set, and how to read it. */
export function makingSection(
  { plan, folds, seeds, splitBy }: RelevanceResult,
  command: string,
): Html {
  const { endpoint } = plan;
  const settings: readonly (readonly [string, string])[] = [
    ["folds", String(folds)],
    ["seeds", seeds.join(", ")],
    ["draws of the bootstrap", formatNumber(plan.draws)],
    [
      "primary endpoint",
      `${endpoint.of} against ${endpoint.against}, ${metricWords(endpoint.metric)}`,
    ],
    ["least difference worth having", `${percent(plan.worthwhile)} points`],
    ["rows of the pilot", plan.pilot.join(", ")],
  ];
  const terms: readonly (readonly [string, string])[] = [
    ["macro F1", "the plain mean of each class's F1: a rare class counts as much as a common one"],
    ["micro F1", "the share of judgements whose class is told rightly"],
    ["nDCG", "how well a query's products are in order, where not all are worth the same"],
    [
      "interval",
      `95 % of draws in which ${splitBy === "query" ? "groups of queries" : "products"} and seeds were drawn anew, both at once`,
    ],
    [
      "lift, harm",
      "the interval excludes 0, the adjusted chance is at most 5 %, and it is more than another seed does to the same row",
    ],
    ["no lift", "one worth having would have been found, and the interval has no room for it"],
    ["cannot tell", "neither; more judgements or seeds may tell"],
    ["too few seeds", "fewer than five say nothing of what another seed would give"],
    ["control failed", "knowledge that is right was not seen, so nothing may be said of a lift"],
    ["majority", "always the commonest class"],
    [
      "one-bit-oracle",
      "knows whether a judgement is of the best class, and nothing else: what reaches its figures may know no more than that",
    ],
  ];
  return html`<section aria-labelledby="making"><h2 id="making">How this was made</h2>
<pre class="command"><code>${command}</code></pre>
<div class="beside">
<div><h3>Settings</h3><dl class="terms">${settings.map(definition)}</dl></div>
<div><h3>How to read it</h3><dl class="terms">${terms.map(definition)}</dl></div>
</div></section>`;
}

const definition = ([term, meaning]: readonly [string, string]): Html =>
  html`<dt>${term}</dt><dd>${meaning}</dd>`;
