import { percent } from "../../../text/percent.ts";
import { short } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import type { Figure } from "./result-parts.ts";
import { type Scale, scaleOf } from "./scale.ts";

export interface IntervalLine {
  /** What the line is of: a row's id, or more than that. */
  readonly name: Html;
  readonly figure: Figure;
  /** How the mark looks: `plain`, of a row without a model, or that of a verdict. */
  readonly mark: string;
}

export interface IntervalTable {
  readonly caption: Html;
  /** Where the drawings stand: beside the names, or below them. */
  readonly layout: "beside" | "below";
  /** Heading of the names, where the drawings stand beside them. */
  readonly nameOf: string;
  /** Heading of the numbers. */
  readonly figureOf: string;
  readonly lines: readonly IntervalLine[];
  wordsOf(figure: Figure): Html;
  /** Values that the axis holds beside those of the lines. */
  readonly values?: readonly number[];
  /** Upright lines, by their look. */
  readonly rules?: readonly { readonly at: number; readonly look: string }[];
  tickWords?(value: number): string;
}

const mostTicks = 5;

/** A table in which every line has its dot and interval drawn beside its numbers, or below its name where that is long. */
export function intervalTable(table: IntervalTable): Html {
  const { caption, nameOf, figureOf, lines, wordsOf, layout, values = [], rules = [] } = table;
  const { tickWords = (value) => short(percent(value)) } = table;
  const drawn = lines.flatMap(({ figure }) =>
    figure === null ? [] : [figure.mean, ...figure.interval],
  );
  const scale = scaleOf([...drawn, ...values], mostTicks);
  const upright = [...scale.ticks.map((at) => ({ at, look: "rule" })), ...rules];
  const axis = html`<td class="plot"><svg class="drawing" aria-hidden="true">${scale.ticks.map(
    (tick) => html`<text x="${place(scale, tick)}" y="70%">${tickWords(tick)}</text>`,
  )}</svg></td>`;
  const body = lines.map(({ name, figure, mark }) => {
    const cells = html`<td class="plot">${drawing(figure, mark, scale, upright)}</td><td class="amount">${wordsOf(figure)}</td>`;
    return layout === "beside"
      ? html`
<tr><th scope="row">${name}</th>${cells}</tr>`
      : html`
<tbody><tr><th scope="rowgroup" colspan="2">${name}</th></tr><tr>${cells}</tr></tbody>`;
  });
  const amount = html`<th scope="col" class="amount">${figureOf}</th>`;
  return layout === "beside"
    ? html`<table class="intervals"><caption>${caption}</caption>
<thead><tr><th scope="col">${nameOf}</th>${axis}${amount}</tr></thead>
<tbody>${body}
</tbody></table>`
    : html`<table class="intervals below"><caption>${caption}</caption>
<thead><tr>${axis}${amount}</tr></thead>${body}</table>`;
}

function drawing(
  figure: Figure,
  mark: string,
  scale: Scale,
  upright: readonly { readonly at: number; readonly look: string }[],
): Html {
  const rules = upright.map(
    ({ at, look }) =>
      html`<line class="${look}" x1="${place(scale, at)}" x2="${place(scale, at)}" y1="0" y2="100%"/>`,
  );
  const marks =
    figure === null
      ? []
      : [
          html`<line class="interval" x1="${place(scale, figure.interval[0])}" x2="${place(scale, figure.interval[1])}" y1="50%" y2="50%"/>`,
          html`<circle cx="${place(scale, figure.mean)}" cy="50%" r="4"/>`,
        ];
  return html`<svg class="drawing ${mark}" aria-hidden="true">${rules}${marks}</svg>`;
}

const place = (scale: Scale, value: number): string => `${(100 * scale.at(value)).toFixed(2)}%`;
