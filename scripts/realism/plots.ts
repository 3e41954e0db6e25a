import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { barPlotSvg } from "./bar-plot.ts";
import { linePlotSvg, type Series } from "./line-plot.ts";
import type { SeriesKind } from "./plot-frame.ts";
import { rankPoints, ratePoints, sharePoints, sharePointsAbove } from "./plot-points.ts";
import { present, type RealFigures } from "./real-data.ts";
import type { SimulatedFigures } from "./simulated.ts";

export interface AllFigures {
  readonly usual: SimulatedFigures;
  readonly harsh: SimulatedFigures;
  readonly real: RealFigures;
}

/** One figure of one log. */
interface Shown<Figure> {
  readonly name: string;
  readonly kind: SeriesKind;
  readonly figure: Figure;
}

/** Writes every plot as SVG into the folder; series whose data is missing are left out. */
export async function writePlots(folder: string, figures: AllFigures): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, svg] of Object.entries(plotsOf(figures))) {
    await writeFile(join(folder, `${name}.svg`), await svg);
  }
}

function plotsOf({ usual, harsh, real }: AllFigures): Readonly<Record<string, Promise<string>>> {
  const bundleRec = present(real.bundleRec);
  const onlineRetail = present(real.onlineRetail);
  const demos = Object.entries(present(real.ubi)?.bySite ?? {});
  const simulated = <Figure>(
    figureOf: (figures: SimulatedFigures) => Figure,
  ): readonly Shown<Figure>[] => [
    { name: "simulation", kind: "usual", figure: figureOf(usual) },
    { name: "simulation, harsh", kind: "harsh", figure: figureOf(harsh) },
  ];
  return {
    "searches-per-session": linePlotSvg({
      title: "Searches in a session",
      x: "searches",
      y: "share of sessions",
      last: 10,
      series: seriesOf(sharePoints, [
        ...simulated(({ session }) => session.searches),
        ...demos.map(([site, { searchesPerSession }]) => inDemo(site, searchesPerSession)),
      ]),
    }),
    "products-clicked": linePlotSvg({
      title: "Different products clicked in a session",
      x: "products",
      y: "share of sessions",
      last: 12,
      series: seriesOf(
        sharePoints,
        simulated(({ session }) => session.productsClicked),
      ),
    }),
    "query-length": linePlotSvg({
      title: "Words in a query, every different query once",
      x: "words",
      y: "share of queries",
      last: 10,
      series: seriesOf(sharePoints, [
        ...simulated(({ search }) => search.queryWords.distinct),
        ...inReal("ESCI", present(real.queryWords.esci)),
        ...inReal("CrowdFlower", present(real.queryWords.crowdFlower)),
        ...inReal("Home Depot", present(real.queryWords.homeDepot)),
      ]),
    }),
    "click-rate-by-position": linePlotSvg({
      title: "Results clicked, by position in the list",
      x: "position",
      y: "share of what was shown there",
      series: seriesOf(ratePoints, [
        ...simulated(({ search }) => search),
        ...demos.map(([site, search]) => inDemo(site, search)),
      ]),
    }),
    "basket-size": linePlotSvg({
      title: "Baskets with at least so many different products",
      x: "products",
      y: "share of baskets",
      series: seriesOf(sharePointsAbove, [
        ...simulated(({ basket }) => basket),
        ...inReal("BundleRec sessions", bundleRec?.sessionItems),
        ...inReal("Online Retail invoices", onlineRetail?.basket),
      ]),
    }),
    popularity: linePlotSvg({
      title: "How unevenly purchases fall on products",
      x: "rank of the product",
      y: "share of all purchases",
      logarithmic: true,
      series: seriesOf(rankPoints, [
        ...simulated(({ popularity }) => popularity),
        ...inReal("BundleRec", bundleRec?.popularity),
        ...inReal("Online Retail", onlineRetail?.popularity),
      ]),
    }),
    "orders-per-customer": linePlotSvg({
      title: "Orders of a customer who has any, within 60 days",
      x: "orders",
      y: "share of customers",
      last: 10,
      series: seriesOf(sharePoints, [
        ...simulated(({ customer }) => customer.orders),
        ...inReal("Online Retail, its last 60 days", onlineRetail?.customer.last60Days),
      ]),
    }),
    "pairs-seen-once": barPlotSvg({
      title: "Co-buy pairs that are seen once",
      x: "share of different pairs",
      bars: barsOf([
        ...simulated(({ coBuy }) => coBuy.shareSeenOnce),
        ...Object.entries(bundleRec?.coBuyByDomain ?? {}).flatMap(([domain, pairs]) =>
          inReal(`BundleRec, ${domain}`, pairs.shareSeenOnce),
        ),
        ...inReal("Online Retail", onlineRetail?.coBuy.shareSeenOnce),
      ]),
    }),
    "pairs-by-chance": barPlotSvg({
      title: "Co-buy pairs that serve no need in common",
      x: "share of pairs in sessions",
      bars: barsOf(simulated(({ need }) => need.coBuyByChance.ofOccurrences)),
    }),
  };
}

const inReal = <Figure>(name: string, figure: Figure | undefined): readonly Shown<Figure>[] =>
  figure === undefined ? [] : [{ name: `real: ${name}`, kind: "real", figure }];

const inDemo = <Figure>(site: string, figure: Figure): Shown<Figure> => ({
  name: `UBI demo: ${site}`,
  kind: "real",
  figure,
});

const seriesOf = <Figure>(
  pointsOf: (figure: Figure) => Series["points"],
  all: readonly Shown<Figure>[],
): readonly Series[] =>
  all
    .map(({ figure, ...series }) => ({ ...series, points: pointsOf(figure) }))
    .filter(({ points }) => points.length > 0);

const barsOf = (all: readonly Shown<number | null>[]) =>
  all.flatMap(({ figure, ...bar }) => (figure === null ? [] : [{ ...bar, value: figure }]));
