import type { ArmEffect } from "./arm-effect.ts";
import { type CompleteFigures, simulatedCells, simulatedHead } from "./complete-figures.ts";
import { markdownTable } from "./markdown-table.ts";
import { countText, decimalText, none, shareText } from "./written-figures.ts";

export function sizePart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead],
    [
      ["days", ...cells(({ days }) => countText(days))],
      ["products", ...cells(({ products }) => countText(products))],
      ["needs", ...cells(({ needs }) => countText(needs))],
      ["events", ...cells(({ events }) => countText(events))],
      ["sessions, without bots", ...cells(({ session }) => countText(session.sessions))],
    ],
  );
}

export function botsPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead],
    [
      ["share of sessions", ...cells(({ bots }) => shareText(bots.ofSessions))],
      ["share of searches", ...cells(({ bots }) => shareText(bots.ofSearches))],
    ],
  );
}

export function armsPart(figures: CompleteFigures): string {
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead],
    [
      ["in the settings", ...cells(({ arm }) => decimalText(arm?.inSettings, 2))],
      [
        "found and put in the cart, then bought",
        ...cells(({ arm }) => effectText(arm?.purchasesOfFoundCarts)),
      ],
      ["sessions with a purchase", ...cells(({ arm }) => effectText(arm?.sessionsWithPurchase))],
    ],
  );
}

/** With its interval, and whether that leaves no effect out. */
function effectText(effect: ArmEffect | undefined): string {
  if (!effect?.interval) return none;
  const [low, high] = effect.interval;
  const interval = `[${decimalText(low, 2)}, ${decimalText(high, 2)}]`;
  const verdict = low > 1 || high < 1 ? "shown" : "not shown";
  return `${decimalText(effect.ratio, 2)} ${interval}, ${verdict}`;
}
