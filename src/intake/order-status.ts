import type { EventKind } from "../domain/tables/events.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { type Notice, Problem } from "./import-item.ts";
import { plainName } from "./plain-name.ts";
import type { ToldKinds } from "./told-kinds.ts";
import { kindPairs, mostWordsShown, type UnknownWords, unknownWords } from "./unknown-words.ts";

/** What shops call orders that came to nothing, in English, German, French and Spanish. */
const undone: ReadonlySet<string> = new Set(
  [
    "cancelled canceled cancel annulled void voided refund refunded fullyrefunded return returned chargeback",
    "failed paymentfailed declined rejected expired abandoned draft checkoutdraft trash deleted",
    "storniert erstattet retourniert zurückgeschickt abgelehnt fehlgeschlagen",
    "annulé annulée remboursé remboursée échoué échouée",
    "cancelado cancelada anulado anulada reembolsado reembolsada devuelto devuelta fallido fallida",
  ].flatMap((words) => words.split(" ")),
);

/** The same of orders that stand, however far they have come. */
const standing: ReadonlySet<string> = new Set(
  [
    "completed complete paid captured settled confirmed accepted approved new open processing inprogress",
    "invoiced packed shipped dispatched sent intransit outfordelivery delivered fulfilled unfulfilled",
    "partiallyrefunded partiallyfulfilled partiallyshipped",
    "abgeschlossen bezahlt versendet versandt geliefert offen terminé terminée payé payée expédié livré",
    "completado completada pagado pagada enviado enviada entregado entregada",
  ].flatMap((words) => words.split(" ")),
);

export const orderCancelled = new Problem(
  "ORDER_CANCELLED",
  "The order was cancelled, or paid back in whole: nobody kept what it names.",
);

/**
 * What the status of an order makes of its lines: purchases, or what `--kind` says of its word (null: they are left out), or rejects. A word that
 * nobody knows leaves them purchases, and is noted.
 */
export const orderStatusReader =
  (
    told: ToldKinds,
    unknown: Pick<UnknownWords, "note">,
  ): ((status: string) => EventKind | null | Problem) =>
  (status) => {
    const word = plainName(status.replace(/^wc-/i, ""));
    const said = told.get(plainName(status)) ?? told.get(word);
    if (said !== undefined) return said;
    if (undone.has(word)) return orderCancelled;
    if (!standing.has(word)) unknown.note(status);
    return "purchase";
  };

/** Counts the statuses of orders that no word of ours is for. */
export const unknownStatuses = (): UnknownWords => unknownWords(noticeOf);

function noticeOf(rows: number, shown: readonly (readonly [string, number])[] | null): Notice {
  const counts = `${counted(rows, "rows")} count as purchases, of orders with a status that is no known word`;
  if (shown === null) {
    const message = `${counts}; those words repeat too little to be shown here. Is it the column of statuses? Else --map status=COLUMN, or --map status==NULL for none.`;
    return { code: "STATUSES_UNKNOWN", message };
  }
  const list = shown
    .slice(0, mostWordsShown)
    .map(([word, count]) => `${word} ${formatNumber(count)}`);
  const message = `${counts}: ${list.join(", ")}. Where such orders came to nothing, import again with ${kindPairs(shown, () => "none")}; =purchase says that they stand.`;
  return { code: "STATUSES_UNKNOWN", message, loud: true };
}
