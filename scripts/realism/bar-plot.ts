import { colours, plotFrame, type SeriesKind, seriesKinds, svgOf } from "./plot-frame.ts";

export interface BarPlot {
  readonly title: string;
  readonly x: string;
  readonly bars: readonly {
    readonly name: string;
    readonly kind: SeriesKind;
    readonly value: number;
  }[];
}

/** Lying bars, each with its name and value. @returns an SVG document */
export function barPlotSvg({ title, x, bars }: BarPlot): Promise<string> {
  return svgOf(title, {
    ...plotFrame(title),
    width: 400,
    height: { step: 30 },
    data: { values: [...bars] },
    encoding: {
      y: { field: "name", type: "nominal", sort: null, title: null, axis: { labelLimit: 0 } },
      x: {
        field: "value",
        type: "quantitative",
        title: x,
        scale: { domain: [0, 1] },
        axis: { format: "~%", tickCount: 6 },
      },
    },
    layer: [
      {
        mark: { type: "bar", height: 18 },
        encoding: {
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: [...seriesKinds], range: seriesKinds.map((kind) => colours[kind][0]) },
            legend: null,
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 5, fontSize: 12 },
        encoding: { text: { field: "value", type: "quantitative", format: ".1%" } },
      },
    ],
  });
}
