import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

export const seriesKinds = ["usual", "harsh", "real"] as const;
export type SeriesKind = (typeof seriesKinds)[number];

/** Told apart by those who see few colours too (Okabe and Ito 2008). */
export const colours = {
  usual: ["#0072b2"],
  harsh: ["#d55e00"],
  real: ["#444444", "#009e73", "#a05a9c"],
} as const;

/** What all plots look like. */
export const plotFrame = (title: string) =>
  ({
    width: 590,
    height: 300,
    background: "white",
    padding: 10,
    title: { text: title, anchor: "start", fontSize: 15, offset: 12 },
    config: {
      aria: false,
      font: "DejaVu Sans, Verdana, sans-serif",
      axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", titlePadding: 8 },
      legend: { labelFontSize: 12, symbolSize: 80, symbolStrokeWidth: 2 },
      view: { stroke: null },
    },
  }) as const;

/**
 * The drawing's parts are said to be graphics one by one, which tells a screen reader nothing: a title for
 * the whole takes their place.
 *
 * @returns an SVG document, the same for the same plot
 */
export async function svgOf(title: string, spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  const plain = svg.replaceAll(/ (?:role|aria-[a-z]+)="[^"]*"/g, "");
  return `${plain.replace(/<svg[^>]*>/, (start) => `${start}<title>${title}</title>`)}\n`;
}
