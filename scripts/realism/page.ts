import { readFile, writeFile } from "node:fs/promises";
import type { CompleteFigures } from "./complete-figures.ts";
import { armsPart, botsPart, sizePart } from "./log-parts.ts";
import { withParts } from "./marked-parts.ts";
import { pairsPart, searchBuysPart } from "./pair-parts.ts";
import { basketsPart, customersPart, popularityPart, purchasesPart } from "./purchase-parts.ts";
import { positionsPart, queriesPart } from "./search-parts.ts";
import { clickedPart, eventsPart, searchesPart } from "./session-parts.ts";

/** The parts of the page that are made from figures, by their names in it. */
export const pageParts: Readonly<Record<string, (figures: CompleteFigures) => string>> = {
  size: sizePart,
  searches: searchesPart,
  events: eventsPart,
  clicked: clickedPart,
  queries: queriesPart,
  positions: positionsPart,
  purchases: purchasesPart,
  baskets: basketsPart,
  popularity: popularityPart,
  customers: customersPart,
  pairs: pairsPart,
  "search-buys": searchBuysPart,
  bots: botsPart,
  arms: armsPart,
};

/** Writes the parts made from figures anew; the prose around them stays. */
export async function rewritePage(path: string, figures: CompleteFigures): Promise<void> {
  const parts = Object.fromEntries(
    Object.entries(pageParts).map(([name, partOf]) => [name, partOf(figures)]),
  );
  await writeFile(path, withParts(await readFile(path, "utf8"), parts));
}
