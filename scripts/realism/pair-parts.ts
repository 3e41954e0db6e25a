import type { CoBuyFigures } from "./co-buy-figures.ts";
import { type CompleteFigures, simulatedCells, simulatedHead } from "./complete-figures.ts";
import { markdownTable } from "./markdown-table.ts";
import { published } from "./published.ts";
import { countText, decimalText, none, shareText } from "./written-figures.ts";

export function pairsPart(figures: CompleteFigures): string {
  const { bundleRec, onlineRetail } = figures.real;
  const cells = simulatedCells(figures);
  const domains = Object.entries(bundleRec.coBuyByDomain);
  const reals = [...domains.map(([, pairs]) => pairs), onlineRetail.coBuy];
  const noReal = reals.map(() => none);
  const ofPairs = (cellOf: (pairs: CoBuyFigures) => string): readonly string[] => [
    ...cells(({ coBuy }) => cellOf(coBuy)),
    ...reals.map(cellOf),
  ];
  return markdownTable(
    [
      ...["", ...simulatedHead],
      ...domains.map(([domain]) => `BundleRec ${domain}`),
      ...["Online Retail", "COSMO"],
    ],
    [
      [
        "different pairs",
        ...ofPairs(({ distinctPairs }) => countText(distinctPairs)),
        countText(published.coBuyPairs),
      ],
      ["of them seen once", ...ofPairs((pairs) => shareText(pairs.shareSeenOnce)), none],
      [
        "pairs in sessions without a need in common",
        ...cells(({ need }) => shareText(need.coBuyByChance.ofOccurrences)),
        ...[...noReal, none],
      ],
      [
        "different pairs without one",
        ...cells(({ need }) => shareText(need.coBuyByChance.ofDistinctPairs)),
        ...[...noReal, none],
      ],
      [
        "co-buy pairs per search-buy pair",
        ...cells(({ coBuyPairsPerSearchBuyPair }) => decimalText(coBuyPairsPerSearchBuyPair, 2)),
        ...[...noReal, decimalText(published.coBuyPairsPerSearchBuyPair, 2)],
      ],
    ],
  );
}

export function searchBuysPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead],
    [
      [
        "purchases of what a search had found",
        ...cells(({ need }) => countText(need.searchBuy.purchases)),
      ],
      [
        "typed with a model number or something personal behind",
        ...cells(({ need }) => shareText(need.searchBuy.shareOddQuery)),
      ],
      [
        "of the others: the product serves a need that has the query",
        ...cells(({ need }) => shareText(need.searchBuy.shareServed)),
      ],
    ],
  );
}
