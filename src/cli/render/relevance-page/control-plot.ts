import { percent } from "../../../text/percent.ts";
import { metricWords, short } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import type { ControlPoint } from "./result-parts.ts";
import { scaleOf } from "./scale.ts";

const height = 240;
/** Above and below what is drawn. */
const margin = 14;

/**
 * How well knowledge that is right with a probability is seen: what was found with its interval, what is expected of the
 * knowledge alone, and the row without it, above which the lifts are. The table beside it has the numbers.
 *
 * @param points by ascending probability
 */
export function controlPlot(points: readonly ControlPoint[], metric: string): Html {
  const found = points.flatMap(({ figure }) =>
    figure === null ? [] : [figure.mean, ...figure.interval],
  );
  const without = points
    .flatMap(({ figure, lift }) => (figure && lift ? [figure.mean - lift.mean] : []))
    .slice(0, 1);
  const values = [...found, ...points.map(({ expected }) => expected), ...without];
  const scale = scaleOf(values, 6);
  const across = (probability: number): string => `${(9 + 85 * probability).toFixed(2)}%`;
  const down = (value: number): string =>
    (margin + (height - 2 * margin) * (1 - scale.at(value))).toFixed(1);
  const curve = (
    look: string,
    levelOf: (point: ControlPoint) => number | undefined,
  ): readonly Html[] =>
    points.slice(1).flatMap((point, place) => {
      const before = points[place];
      const [from, to] = [before && levelOf(before), levelOf(point)];
      if (before === undefined || from === undefined || to === undefined) return [];
      return [
        html`<line class="${look}" x1="${across(before.probability)}" y1="${down(from)}" x2="${across(point.probability)}" y2="${down(to)}"/>`,
      ];
    });
  return html`<figure class="control-plot">
<figcaption>${metricWords(metric)} in per cent, by how often the knowledge is right</figcaption>
<svg class="drawing curve" height="${height + 24}" role="img" aria-label="${labelOf(points, metric)}">
${scale.ticks.map(
  (tick) =>
    html`<line class="rule" x1="9%" x2="100%" y1="${down(tick)}" y2="${down(tick)}"/><text class="level" x="8%" y="${down(tick)}" dy="4">${short(percent(tick))}</text>`,
)}
${without.map((level) => html`<line class="without" x1="9%" x2="100%" y1="${down(level)}" y2="${down(level)}"/>`)}
${curve("expected", ({ expected }) => expected)}
${curve("found", ({ figure }) => figure?.mean)}
${points.map(({ probability, figure, expected }) => [
  html`<text x="${across(probability)}" y="${height + 14}">${short(percent(probability))} %</text>`,
  html`<rect class="expected-mark" x="${across(probability)}" y="${down(expected)}" width="8" height="8" transform="translate(-4 -4)"/>`,
  ...(figure === null
    ? []
    : [
        html`<line class="interval" x1="${across(probability)}" x2="${across(probability)}" y1="${down(figure.interval[0])}" y2="${down(figure.interval[1])}"/>`,
        html`<circle cx="${across(probability)}" cy="${down(figure.mean)}" r="4"/>`,
      ]),
])}
</svg>
<ul class="plot-legend"><li class="of-found">found, with its 95 % interval</li><li class="of-expected">expected of the knowledge alone</li>${without.map(() => html`<li class="of-without">the row without knowledge</li>`)}</ul>
</figure>`;
}

const labelOf = (points: readonly ControlPoint[], metric: string): string =>
  `The positive control: ${points
    .map(({ probability, figure }) =>
      figure === null
        ? `no figure at ${percent(probability)} %`
        : `${metricWords(metric)} ${percent(figure.mean)} where ${percent(probability)} % are right`,
    )
    .join(", ")}`;
