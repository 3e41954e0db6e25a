import { hash } from "node:crypto";
import type { EventKind, ShopEvent } from "../../domain/tables/events.ts";
import { cleanQuery } from "../columns/clean-text.ts";
import { currencyCode } from "../columns/currency-code.ts";
import { readNumber } from "../columns/read-number.ts";
import { finishedEvent, roundedMoney } from "../event-row.ts";
import { eventTimeReader } from "../event-time.ts";
import { isObject, type JsonObject } from "../files/read-json.ts";
import { type EventImportOptions, Problem } from "../import-item.ts";
import { plainName } from "../plain-name.ts";
import type { ToldKinds } from "../told-kinds.ts";
import {
  type Ga4Document,
  ga4Text,
  isNotSet,
  itemsOf,
  listIndexOf,
  parameterOf,
} from "./ga4-document.ts";

/** Events of shops, by Google's names of them. Its `click` is one on a link that leads away. */
const kinds: ReadonlyMap<string, EventKind> = new Map([
  ["view_search_results", "search"],
  ["search", "search"],
  ["view_item_list", "impression"],
  ["select_item", "click"],
  ["view_item", "click"],
  ["add_to_cart", "cart"],
  ["purchase", "purchase"],
  ["refund", "return"],
]);

/** What an event of this name is, by `--kind` or by Google's names; null or undefined where it is none of a shop. */
export function kindOfGa4Event(name: string, told: ToldKinds): EventKind | null | undefined {
  const said = told.get(plainName(name));
  return said === undefined ? kinds.get(name) : said;
}

const timeMissing = new Problem("TIME_MISSING", "The event has no event_timestamp.", "time");
const queryMissing = new Problem(
  "QUERY_MISSING",
  "The search has no text in the parameter search_term.",
);
const productMissing = new Problem("PRODUCT_MISSING", "The event names no item with an item_id.");

/** What all events of one document share. */
type Shared = Pick<
  ShopEvent,
  "time" | "site" | "locale" | "session" | "customer" | "kind" | "query"
>;

/**
 * Makes events of a document: a search is one, of anything else each item is one.
 *
 * @param countsFromZero whether places in lists begin with 0
 * @returns events and problems in the order of the items; of a document that can't be used, one problem
 */
export function ga4EventReader(
  countsFromZero: boolean,
  options: EventImportOptions,
): (document: Ga4Document, kind: EventKind) => readonly (ShopEvent | Problem)[] {
  const readTime = eventTimeReader(options);

  function sharedOf(document: Ga4Document, kind: EventKind): Shared | Problem {
    const time = readTime(document["event_timestamp"]);
    if (time === null) return timeMissing;
    if (time instanceof Problem) return new Problem(time.code, time.message, "time");
    const device = ga4Text(document["user_pseudo_id"]);
    const person = ga4Text(document["user_id"]) ?? device;
    const visit = ga4Text(parameterOf(document, "ga_session_id"));
    return {
      time,
      site: options.site ?? "default",
      locale: options.locale,
      // Visits are counted for each device; the device's id is no name for others to read.
      session:
        device === null || visit === null ? null : options.hashCustomer(`${device}.${visit}`),
      customer: person === null ? null : options.hashCustomer(person),
      kind,
      query: cleanQuery(typedIn(document)),
    };
  }

  function itemEvent(
    shared: Shared,
    document: Ga4Document,
    item: JsonObject,
    product: string | null,
    copy: number,
  ): ShopEvent | Problem {
    if (product === null) return productMissing;
    const index = listIndexOf(item);
    const position = index === null ? null : index + (countsFromZero ? 1 : 0);
    const amounts = amountsOf(shared.kind, item);
    if (amounts instanceof Problem) return amounts;
    const currency = ga4Text(parameterOf(document, "currency"));
    return finishedEvent(idOf(shared, document, product, copy), {
      ...shared,
      queryId: null,
      product,
      position: position === 0 ? null : position,
      ...amounts,
      currency: currency === null ? null : (currencyCode(currency) ?? null),
      arm: null,
    });
  }

  return (document, kind) => {
    const shared = sharedOf(document, kind);
    if (shared instanceof Problem) return [shared];
    if (kind === "search") {
      if (shared.query === null) return [queryMissing];
      const nothing = { queryId: null, product: null, position: null, quantity: null, value: null };
      return [
        finishedEvent(idOf(shared, document, null, 0), {
          ...shared,
          ...nothing,
          currency: null,
          arm: null,
        }),
      ];
    }
    const items = itemsOf(document);
    if (items.length === 0) return [productMissing];
    const copies = new Map<string | null, number>();
    return items.map((item) => {
      const product = ga4Text(item["item_id"]);
      const copy = copies.get(product) ?? 0;
      copies.set(product, copy + 1);
      return itemEvent(shared, document, item, product, copy);
    });
  };
}

/** What was typed stays as it was, be it “none”; only the export's own mark for nothing is none. */
function typedIn(document: Ga4Document): unknown {
  const term = parameterOf(document, "search_term");
  return isNotSet(term) ? null : term;
}

/** Quantity and money, of what was put into a cart, bought or given back. */
function amountsOf(
  kind: EventKind,
  item: JsonObject,
): Pick<ShopEvent, "quantity" | "value"> | Problem {
  if (kind === "impression" || kind === "click") return { quantity: null, value: null };
  const quantity = readNumber(ga4Text(item["quantity"]), "quantity");
  if (quantity instanceof Problem) return quantity;
  const price = readNumber(ga4Text(item["price"]), "value");
  if (price instanceof Problem) return price;
  return { quantity, value: price === null ? null : roundedMoney(price * (quantity ?? 1)) };
}

/**
 * The id of an event: of an item of an order by the order, so that a page of thanks that is loaded again tells no second
 * purchase; else by the moment in microseconds, the visit and the product. The position is no part of it: it hangs on whether the
 * lists of an import begin with 0.
 *
 * @param copy how many items of the same document are the same product, before this one
 */
function idOf(
  { kind, session, customer, query }: Shared,
  document: Ga4Document,
  product: string | null,
  copy: number,
): string {
  const { ecommerce, event_timestamp: moment, event_name: name } = document;
  const order =
    ga4Text(isObject(ecommerce) ? ecommerce["transaction_id"] : null) ??
    ga4Text(parameterOf(document, "transaction_id"));
  const parts =
    kind === "purchase" && order !== null
      ? [order, product, copy]
      : [String(moment), String(name), session, customer, query, product, copy];
  return `${kind}_${hash("sha256", JSON.stringify(parts)).slice(0, 20)}`;
}
