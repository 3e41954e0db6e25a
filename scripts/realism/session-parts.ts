import { type CompleteFigures, simulatedCells, simulatedHead } from "./complete-figures.ts";
import { shareAt } from "./distribution.ts";
import { markdownTable } from "./markdown-table.ts";
import { meanText, none, shareText, spreadText } from "./written-figures.ts";

export function searchesPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  const demos = Object.entries(figures.real.ubi.bySite);
  return markdownTable(
    [
      "",
      ...simulatedHead,
      ...demos.map(([site, { sessions }]) => `UBI ${site} (${sessions} sessions)`),
    ],
    [
      [
        "searches",
        ...cells(({ session }) => spreadText(session.searches)),
        ...demos.map(([, { searchesPerSession }]) => spreadText(searchesPerSession)),
      ],
      [
        "sessions with one search",
        ...cells(({ session }) => shareText(shareAt(session.searches, 1))),
        ...demos.map(([, { searchesPerSession }]) => shareText(shareAt(searchesPerSession, 1))),
      ],
      [
        "searches with other words behind them",
        ...cells(({ search }) => shareText(search.shareReformulated)),
        ...demos.map(([, { shareReformulated }]) => shareText(shareReformulated)),
      ],
      [
        "the same, of searches without a click",
        ...cells(({ search }) => shareText(search.shareReformulatedWithoutClick)),
        ...demos.map(() => none),
      ],
    ],
  );
}

export function eventsPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["mean events in a session", ...simulatedHead],
    Object.keys(figures.usual.session.meanByKind).map((kind) => [
      kind,
      ...cells(({ session }) => meanText(session.meanByKind[kind])),
    ]),
  );
}

export function clickedPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead],
    [
      ["events other than impressions", ...cells(({ session }) => spreadText(session.events))],
      [
        "different products clicked",
        ...cells(({ session }) => spreadText(session.productsClicked)),
      ],
      [
        "sessions in which nothing is clicked",
        ...cells(({ session }) => shareText(shareAt(session.productsClicked, 0))),
      ],
    ],
  );
}
