import { type CompleteFigures, simulatedCells, simulatedHead } from "./complete-figures.ts";
import { type Distribution, shareAt, shareFrom } from "./distribution.ts";
import { markdownTable } from "./markdown-table.ts";
import type { Popularity } from "./popularity.ts";
import {
  countText,
  decimalText,
  meanText,
  none,
  shareText,
  spreadText,
} from "./written-figures.ts";

export function purchasesPart(figures: CompleteFigures): string {
  const { onlineRetail } = figures.real;
  const cells = simulatedCells(figures);
  return markdownTable(
    ["", ...simulatedHead, "Online Retail"],
    [
      [
        "purchases",
        ...cells(({ purchase }) => countText(purchase.purchases)),
        countText(onlineRetail.purchases),
      ],
      [
        "sessions with a purchase",
        ...cells(({ purchase }) => shareText(purchase.shareOfSessions)),
        none,
      ],
      [
        "purchases per search",
        ...cells(({ purchase }) => decimalText(purchase.perSearch, 3)),
        none,
      ],
      [
        "of those, found by a search",
        ...cells(({ purchase }) => decimalText(purchase.foundPerSearch, 3)),
        none,
      ],
      [
        "of what is put in the cart, bought",
        ...cells(({ purchase }) => shareText(purchase.ofCarts)),
        none,
      ],
      [
        "the same, of what a search had found",
        ...cells(({ purchase }) => shareText(purchase.ofFoundCarts)),
        none,
      ],
      [
        "returns per purchase",
        ...cells(({ purchase }) => shareText(purchase.returnsPerPurchase)),
        shareText(onlineRetail.returnsPerPurchase),
      ],
      [
        "returns per purchase of known customers",
        ...cells(({ purchase }) => shareText(purchase.knownCustomersReturnsPerPurchase)),
        none,
      ],
    ],
  );
}

export function basketsPart(figures: CompleteFigures): string {
  const { bundleRec, onlineRetail } = figures.real;
  const ofAll = (cellOf: (basket: Distribution) => string): readonly string[] => [
    ...simulatedCells(figures)(({ basket }) => cellOf(basket)),
    ...[bundleRec.sessionItems, onlineRetail.basket].map(cellOf),
  ];
  return markdownTable(
    ["", ...simulatedHead, "BundleRec", "Online Retail"],
    [
      ["baskets", ...ofAll(({ count }) => countText(count))],
      ["different products", ...ofAll(spreadText)],
      ["mean of those of two or more", ...ofAll((basket) => meanText(meanFromTwo(basket)))],
      ["baskets of one product", ...ofAll((basket) => shareText(shareAt(basket, 1)))],
      ["of three or more", ...ofAll((basket) => shareText(shareFrom(basket, 3)))],
      ["of five or more", ...ofAll((basket) => shareText(shareFrom(basket, 5)))],
    ],
  );
}

/** The mean without the baskets of one product, of which BundleRec has none. */
function meanFromTwo(basket: Distribution): number | null {
  const one = shareAt(basket, 1);
  return basket.mean === null || one === null || one === 1 ? null : (basket.mean - one) / (1 - one);
}

export function popularityPart(figures: CompleteFigures): string {
  const { bundleRec, onlineRetail } = figures.real;
  const ofAll = (cellOf: (popularity: Popularity) => string): readonly string[] => [
    ...simulatedCells(figures)(({ popularity }) => cellOf(popularity)),
    ...[bundleRec.popularity, onlineRetail.popularity].map(cellOf),
  ];
  return markdownTable(
    ["", ...simulatedHead, "BundleRec", "Online Retail"],
    [
      ["products bought", ...ofAll(({ products }) => countText(products))],
      ["share of the top hundredth", ...ofAll((one) => shareText(one.shareOfTopHundredth))],
      ["share of the top tenth", ...ofAll((one) => shareText(one.shareOfTopTenth))],
      ["share of the first product", ...ofAll(({ curve }) => shareText(curve[0]?.share))],
    ],
  );
}

export function customersPart(figures: CompleteFigures): string {
  const { last60Days, year } = figures.real.onlineRetail.customer;
  const cells = simulatedCells(figures);
  const ofOrders = (cellOf: (orders: Distribution) => string): readonly string[] => [
    ...cells(({ customer }) => cellOf(customer.orders)),
    ...[last60Days, year].map(cellOf),
  ];
  const ofSessions = (cellOf: (sessions: Distribution) => string): readonly string[] => [
    ...cells(({ customer }) => cellOf(customer.sessions)),
    ...[none, none],
  ];
  return markdownTable(
    ["", ...simulatedHead, "Online Retail, last 60 days", "Online Retail, year"],
    [
      ["orders, of those with any", ...ofOrders(spreadText)],
      ["with one order", ...ofOrders((orders) => shareText(shareAt(orders, 1)))],
      ["sessions, of all known", ...ofSessions(spreadText)],
      ["with one session", ...ofSessions((sessions) => shareText(shareAt(sessions, 1)))],
    ],
  );
}
