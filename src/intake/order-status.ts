import type { EventKind } from "../domain/tables/events.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { personalDataClass } from "../text/personal-data.ts";
import { type Notice, Problem } from "./import-item.ts";
import { plainName } from "./plain-name.ts";
import type { ToldKinds } from "./told-kinds.ts";
import {
  countWord,
  kindPairs,
  listed,
  mostFrequent,
  type WordCounts,
  wordsThatRepeat,
} from "./unknown-words.ts";

/** What shops call orders that came to nothing, in English, German, French and Spanish. */
const undone: ReadonlySet<string> = new Set(
  [
    "cancelled canceled cancel annulled void voided refund refunded fullyrefunded return returned chargeback",
    "failed paymentfailed declined rejected expired abandoned draft checkoutdraft trash deleted fraud suspectedfraud",
    "storniert erstattet retourniert zurückgeschickt zurückgegeben abgebrochen abgelehnt fehlgeschlagen",
    "annulé annulée remboursé remboursée échoué échouée",
    "cancelado cancelada anulado anulada reembolsado reembolsada devuelto devuelta fallido fallida",
  ].flatMap((words) => words.split(" ")),
);

/** The same of orders that stand, however far they have come. */
const standing: ReadonlySet<string> = new Set(
  [
    "completed complete paid captured settled confirmed accepted approved authorized new open processing inprogress",
    "invoiced packed shipped dispatched sent intransit outfordelivery delivered fulfilled unfulfilled",
    "partiallyrefunded partiallyfulfilled partiallyshipped",
    "abgeschlossen bezahlt versendet versandt geliefert offen terminé terminée payé payée expédié livré",
    "completado completada pagado pagada enviado enviada entregado entregada",
  ].flatMap((words) => words.split(" ")),
);

/** WooCommerce writes `wc-completed`. */
const bareWord = (status: string): string => plainName(status.replace(/^wc-/i, ""));

/** Whether an order with this status came to nothing. */
export const isUndone = (status: string): boolean => undone.has(bareWord(status));

/** Whether this is a word for the status of an order. */
export const isKnownStatus = (status: string): boolean =>
  isUndone(status) || standing.has(bareWord(status));

export const orderCancelled = new Problem(
  "ORDER_CANCELLED",
  "The order was cancelled, or paid back in whole: nobody kept what it names.",
);

/** What the statuses of orders make of their lines. */
export interface OrderStatuses {
  /**
   * A purchase, or what `--kind` says of the word (null: left out), or why it is none. A word that nobody knows leaves it a purchase,
   * and is told.
   */
  kindOf(status: string): EventKind | null | Problem;
  /** How many rows were told by which word, as far as words may be shown. */
  notices(): readonly Notice[];
}

/** @param onHeard told each word that `--kind` explained, by its letters and digits alone */
export function orderStatuses(told: ToldKinds, onHeard: (word: string) => void): OrderStatuses {
  const stood = new Map<string, number>();
  const fell = new Map<string, number>();
  const unknown = new Map<string, number>();
  const saidOf = (status: string): EventKind | null | undefined => {
    const word = [plainName(status), bareWord(status)].find((one) => told.has(one));
    if (word === undefined) return undefined;
    onHeard(word);
    return told.get(word);
  };
  return {
    kindOf(status) {
      const said = saidOf(status);
      if (said === null) return null;
      // A return would take back what another order bought.
      if (said === "return" || (said === undefined && isUndone(status))) {
        countWord(fell, status);
        return orderCancelled;
      }
      countWord(said !== undefined || isKnownStatus(status) ? stood : unknown, status);
      return said ?? "purchase";
    },
    notices: () => [...noticesOfKnown(stood, fell), ...noticesOfUnknown(unknown, stood, fell)],
  };
}

const rowsOf = (counts: WordCounts): number => counts.values().reduce((sum, one) => sum + one, 0);

function noticesOfKnown(stood: WordCounts, fell: WordCounts): readonly Notice[] {
  if (stood.size + fell.size === 0) return [];
  const told = [
    ...(stood.size === 0 ? [] : [`count ${listed(mostFrequent(stood))}`]),
    ...(fell.size === 0 ? [] : [`do not count ${listed(mostFrequent(fell))}`]),
  ];
  return [
    {
      code: "STATUSES_READ",
      message: `By the status of their order ${told.join("; ")}.`,
    },
  ];
}

/** A word on fewer rows may have slid into this column. */
const fewestRows = 3;
const statusLike = /^(?=.{1,40}$)[\p{L}\p{N}_.:/-]+(?: [\p{L}\p{N}_.:/-]+){0,4}$/u;

/** Beside words that we know the column is one of statuses, and no private data: what repeats a little is shown. */
const besideKnown = (unknown: WordCounts): WordCounts =>
  new Map(
    [...unknown].filter(
      ([word, rows]) =>
        rows >= fewestRows && statusLike.test(word) && personalDataClass(word) === "none",
    ),
  );

function noticesOfUnknown(
  unknown: WordCounts,
  stood: WordCounts,
  fell: WordCounts,
): readonly Notice[] {
  const rows = rowsOf(unknown);
  if (rows === 0) return [];
  const known = rowsOf(stood) + rowsOf(fell);
  const shown = known >= rows ? mostFrequent(besideKnown(unknown)) : wordsThatRepeat(unknown, rows);
  const counts = `${counted(rows, "rows")} count as purchases, of orders with a status that is no known word`;
  if (shown === null || shown.length === 0) {
    const message = `${counts}; those words repeat too little to be shown here. Is it the column of statuses? Else --map status=COLUMN, or --map status==NULL for none.`;
    return [{ code: "STATUSES_UNKNOWN", message, loud: true }];
  }
  const others = rows - shown.reduce((sum, [, count]) => sum + count, 0);
  const rest = others === 0 ? "" : `, others ${formatNumber(others)}`;
  const meaning = known > 0 ? "none" : "KIND";
  const message = `${counts}: ${listed(shown)}${rest}. Say what they mean and import again: ${kindPairs(shown, () => meaning)} (none: such orders came to nothing; purchase: they stand).`;
  return [{ code: "STATUSES_UNKNOWN", message, loud: true }];
}
