import { type CompleteFigures, simulatedCells, simulatedHead } from "./complete-figures.ts";
import { type Distribution, shareAt, shareFrom } from "./distribution.ts";
import { markdownTable } from "./markdown-table.ts";
import { fewestImpressions, ratePoints } from "./plot-points.ts";
import type { SearchFigures } from "./search-figures.ts";
import { countText, none, shareText, spreadText } from "./written-figures.ts";

export function queriesPart(figures: CompleteFigures): string {
  const { esci, crowdFlower, homeDepot } = figures.real.queryWords;
  const reals = [esci, crowdFlower, homeDepot];
  const cells = simulatedCells(figures);
  const ofDistinct = (cellOf: (words: Distribution) => string): readonly string[] => [
    ...cells(({ search }) => cellOf(search.queryWords.distinct)),
    ...reals.map(cellOf),
  ];
  return markdownTable(
    ["", ...simulatedHead, "ESCI", "CrowdFlower", "Home Depot"],
    [
      ["different queries", ...ofDistinct(({ count }) => countText(count))],
      ["words, each query once", ...ofDistinct(spreadText)],
      [
        "words, as often as typed",
        ...cells(({ search }) => spreadText(search.queryWords.typed)),
        ...reals.map(() => none),
      ],
      ["one word", ...ofDistinct((words) => shareText(shareAt(words, 1)))],
      ["six words or more", ...ofDistinct((words) => shareText(shareFrom(words, 6)))],
    ],
  );
}

const positions = [1, 2, 3, 5, 10, 20];

export function positionsPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  const demos = Object.entries(figures.real.ubi.bySite);
  type Clicks = Pick<SearchFigures, "clicks" | "shareWithoutClick" | "clickRateByPosition">;
  const ofAll = (cellOf: (search: Clicks) => string): readonly string[] => [
    ...cells(({ search }) => cellOf(search)),
    ...demos.map(([, search]) => cellOf(search)),
  ];
  const rateAt =
    (position: number) =>
    (search: Clicks): string =>
      shareText(ratePoints(search).find(([at]) => at === position)?.[1]);
  const table = markdownTable(
    ["", ...simulatedHead, ...demos.map(([site]) => `UBI ${site}`)],
    [
      ...positions.map((position) => [`position ${position}`, ...ofAll(rateAt(position))]),
      [
        "impressions at position 1",
        ...ofAll(({ clickRateByPosition: rates }) =>
          countText(rates.find(({ position }) => position === 1)?.impressions),
        ),
      ],
      ["searches without a click", ...ofAll((search) => shareText(search.shareWithoutClick))],
      ["clicks of a search", ...ofAll(({ clicks }) => spreadText(clicks))],
    ],
  );
  return `${table}\n\nPositions shown fewer than ${fewestImpressions} times are left out, in the plot too.`;
}
