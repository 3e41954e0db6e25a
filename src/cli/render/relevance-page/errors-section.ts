import { counted } from "../../../text/counted.ts";
import { type Html, html } from "./html.ts";
import { rowName, sliceName } from "./names.ts";
import type { ErrorExample, RelevanceResult } from "./result-parts.ts";

/** What rows get wrong, to be read by a person. */
export function errorsSection({ errors, rows }: RelevanceResult): Html {
  const runsOf = (id: string): number => rows.find((row) => row.id === id)?.seeds.length ?? 0;
  const { queriesWithPersonalData: personal } = errors;
  return html`<section aria-labelledby="errors"><h2 id="errors">What they get wrong</h2>
<p class="lead">The surest mistakes: by how many classes a row is off over all its runs, then by how far its score is. One of each group of queries.</p>
${personal === 0 ? [] : html`<p class="note">${counted(personal, "queries")} with personal data ${personal === 1 ? "is" : "are"} never shown.</p>`}
${errors.disagreements.length === 0 ? "" : html`<h3>Where rows differ</h3>`}
${errors.disagreements.map(({ right, wrong, judgements, examples }) =>
  group(
    html`${rowName(right)} is right, ${rowName(wrong)} wrong`,
    judgements,
    examples,
    runsOf(wrong),
  ),
)}
<h3>Row by row</h3>
${errors.rows.map(({ row, judgements, examples }) =>
  group(html`${rowName(row)} is wrong`, judgements, examples, runsOf(row)),
)}
</section>`;
}

const group = (
  title: Html,
  judgements: number,
  examples: readonly ErrorExample[],
  runs: number,
): Html => html`<details class="errors"><summary>${title} <span class="count">${counted(judgements, "judgements")}</span></summary>
<ul>${examples.map((example) => item(example, runs))}</ul></details>`;

const item = (
  { query, title, label, predicted, runs, slices }: ErrorExample,
  of: number,
): Html => html`
<li><p class="query">${query}</p><p class="product">${title}</p><p class="about">judged <strong>${label}</strong>, predicted <strong>${predicted}</strong> in ${runs} of ${counted(of, "runs")}${slices.length === 0 ? "" : ` · ${slices.map(sliceName).join(", ").toLowerCase()}`}</p></li>`;
