import { colours, plotFrame, type SeriesKind, svgOf } from "./plot-frame.ts";

export interface Series {
  readonly name: string;
  readonly kind: SeriesKind;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LinePlot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  readonly logarithmic?: boolean;
  /** Said of the largest x, which stands for all above. */
  readonly last?: number;
}

const shapes = ["square", "diamond", "triangle-up"] as const;

/** @returns an SVG document, the same for the same plot */
export function linePlotSvg(plot: LinePlot): Promise<string> {
  const { x, y, series, logarithmic = false, last } = plot;
  const real = series.filter(({ kind }) => kind === "real");
  const names = series.map(({ name }) => name);
  const scale = { type: logarithmic ? "log" : "linear", nice: !logarithmic } as const;
  const lastLabel = last === undefined ? {} : { labelExpr: labelOfLast(last) };
  const shape = {
    field: "series",
    type: "nominal",
    scale: {
      domain: names,
      range: series.map((one) => shapes[real.indexOf(one)] ?? "circle"),
    },
    legend,
  } as const;
  return svgOf(plot.title, {
    ...plotFrame(plot.title),
    data: {
      values: series.flatMap(({ name, points }) =>
        points.map(([one, other]) => ({ series: name, x: one, y: other })),
      ),
    },
    mark: { type: "line", strokeWidth: 2, point: logarithmic ? false : { size: 45, filled: true } },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: x,
        scale: logarithmic ? scale : { ...scale, nice: false, zero: false, padding: 12 },
        axis: { ...lastLabel, tickMinStep: 1, grid: false, labelFlush: false },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: y,
        scale,
        axis: { format: "~%", tickCount: logarithmic ? 4 : 6 },
      },
      color: {
        field: "series",
        type: "nominal",
        scale: {
          domain: names,
          range: series.map((one) => colours[one.kind][real.indexOf(one)] ?? colours[one.kind][0]),
        },
        legend,
      },
      ...(logarithmic ? {} : { shape }),
    },
  });
}

const legend = {
  orient: "bottom",
  direction: "vertical",
  title: null,
  labelLimit: 0,
  columns: 2,
} as const;

/** The last value stands for all above it. */
const labelOfLast = (last: number): string =>
  `datum.value === ${last} ? '${last}+' : format(datum.value, 'd')`;
