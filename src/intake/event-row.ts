import { type EventKind, events, type ShopEvent } from "../domain/tables/events.ts";
import { cleanEntry, cleanQuery, cleanValue } from "./columns/clean-text.ts";
import { currencyCode } from "./columns/currency-code.ts";
import { localeReader } from "./columns/read-locale.ts";
import { readNumber } from "./columns/read-number.ts";
import type { ZoneCounts } from "./columns/read-time.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import { eventIdOf } from "./event-id.ts";
import { eventTimeReader } from "./event-time.ts";
import type { Cell } from "./files/source-record.ts";
import { type EventImportOptions, Problem } from "./import-item.ts";
import type { LeftOutWords } from "./left-out-words.ts";
import { orderLineProblem } from "./order-lines.ts";
import type { OrderStatuses } from "./order-status.ts";
import { roundedId } from "./rounded-id.ts";
import { kindReader } from "./told-kinds.ts";
import { undoneTeller } from "./undone-orders.ts";
import type { UnknownKinds } from "./unknown-words.ts";
import { isBotAgent } from "./user-agents.ts";

/** What holds for a whole file. */
export interface EventFileRules {
  /** The kind of events in a file without such a column. */
  readonly defaultKind: EventKind | null;
  /** Whether session numbers like C536379 are cancelled invoices. */
  readonly cancelledInvoices: boolean;
  /** Whether rows are lines of orders, of which some are no products. */
  readonly orderLines: boolean;
  /** Whether what a purchase's order came to is told by its status. */
  readonly orderStatus: boolean;
}

/** What is counted beside the rows. */
export interface EventCounts {
  readonly zones: ZoneCounts;
  readonly kinds: UnknownKinds;
  readonly statuses: OrderStatuses;
  readonly leftOut: LeftOutWords;
  /** Words that `--kind` explained, by their letters and digits alone. */
  readonly heard: Set<string>;
}

/**
 * Makes events of one file's records.
 * @param counts are counted up with each time that is read, and with words of kinds and statuses
 * @returns null of a record whose kind, or whose order's status, is said to be of no interest
 */
export function eventRowReader(
  sources: ReadonlyMap<string, FieldSource>,
  { defaultKind, cancelledInvoices, orderLines, orderStatus }: EventFileRules,
  options: EventImportOptions,
  counts: EventCounts,
): (value: unknown) => ShopEvent | Problem | null {
  const cellOf = (field: string) => sources.get(field)?.cell ?? (() => undefined);
  const text = (field: string) => {
    const cell = cellOf(field);
    return (value: unknown) => cleanEntry(cell(value));
  };
  // A log's own words: an arm may be called none, and so may a kind.
  const word = (field: string) => {
    const cell = cellOf(field);
    return (value: unknown) => cleanValue(cell(value));
  };
  const readTime = eventTimeReader(options, counts.zones);
  const kindOfWord = kindReader(options.kinds, (heard) => counts.heard.add(heard));
  const readLocale = localeReader();
  const readAmounts = amountsReader(cellOf);
  const timeCell = cellOf("time");
  const queryCell = cellOf("query");
  const idOf = text("id");
  const kindOf = word("kind");
  const siteOf = text("site");
  const localeOf = text("locale");
  const sessionOf = text("session");
  const customerOf = text("customer");
  const queryIdOf = text("queryId");
  const productOf = text("product");
  const currencyOf = text("currency");
  const armOf = word("arm");
  const agentOf = text("userAgent");
  const tellUndone = undoneTeller(sources, options);
  const statusesOf = orderStatus ? [text("status"), text("paymentStatus")] : [];

  return (record) => {
    const kindWord = kindOf(record);
    const act = kindWord === null ? defaultKind : kindOfWord(kindWord);
    // Whatever else is wrong with it.
    if (kindWord !== null && act === null) {
      counts.leftOut.note(kindWord);
      return null;
    }
    let said = act;
    let undone: Problem | undefined;
    for (const statusOf of act === "purchase" ? statusesOf : []) {
      const status = statusOf(record);
      if (status === null) continue;
      const kind = counts.statuses.kindOf(status);
      if (kind === null) {
        counts.leftOut.note(status);
        tellUndone(record);
        return null;
      }
      if (kind instanceof Problem) undone = kind;
      else if (kind !== "purchase") said = kind;
    }
    const time = readTime(timeCell(record));
    if (time === null) return timeMissing;
    if (time instanceof Problem) return new Problem(time.code, time.message, "time");
    if (said === null) return kindMissing;
    if (said === undefined) {
      counts.kinds.note(kindWord ?? "");
      return kindUnknown;
    }
    if (isBotAgent(agentOf(record))) return botAgent;
    const product = productOf(record);
    const query = cleanQuery(queryCell(record));
    if (said === "search" && query === null) return queryMissing;
    if (said !== "search" && product === null) return productMissing;
    const rounded = product === null ? null : roundedId(product);
    if (rounded !== null) return rounded;
    const amounts = readAmounts(record);
    if (amounts instanceof Problem) return amounts;
    const session = sessionOf(record);
    const isTakenBack =
      said === "purchase" &&
      (amounts.takenBack || (cancelledInvoices && /^C\d/.test(session ?? "")));
    if (undone !== undefined && !isTakenBack) {
      tellUndone(record);
      return undone;
    }
    if (orderLines) {
      const problem = orderLineProblem(product, amounts.unitPrice, options.notProducts);
      if (problem !== null) return problem;
    }
    const currencyWord = currencyOf(record);
    const currency = currencyWord === null ? null : currencyCode(currencyWord);
    if (currency === undefined) return currencyUnknown;
    const locale = readLocale(localeOf(record) ?? options.locale);
    if (locale instanceof Problem) return locale;
    const customer = customerOf(record);
    return finishedEvent(idOf(record), {
      time,
      site: options.site ?? siteOf(record) ?? "default",
      locale,
      session,
      customer: customer === null ? null : options.hashCustomer(customer),
      kind: isTakenBack ? "return" : said,
      queryId: queryIdOf(record),
      query,
      product,
      position: amounts.position,
      quantity: amounts.quantity,
      value: amounts.value,
      currency,
      arm: armOf(record),
    });
  };
}

interface Amounts {
  readonly position: number | null;
  /** Without its sign. */
  readonly quantity: number | null;
  /** Money of the event: the value given, else unit price times quantity. */
  readonly value: number | null;
  readonly unitPrice: number | null;
  /** Whether the quantity was below zero. */
  readonly takenBack: boolean;
}

function amountsReader(cellOf: (field: string) => Cell): (record: unknown) => Amounts | Problem {
  const positionCell = cellOf("position");
  const quantityCell = cellOf("quantity");
  const valueCell = cellOf("value");
  const priceCell = cellOf("unitPrice");
  return (record) => {
    const position = readNumber(positionCell(record), "position");
    if (position instanceof Problem) return position;
    if (position !== null && !(position >= 1 && Number.isInteger(position)))
      return positionBelowOne;
    const units = readNumber(quantityCell(record), "quantity");
    if (units instanceof Problem) return units;
    const given = readNumber(valueCell(record), "value");
    if (given instanceof Problem) return given;
    const unitPrice = readNumber(priceCell(record), "unitPrice");
    if (unitPrice instanceof Problem) return unitPrice;
    const quantity = units === null ? null : Math.abs(units);
    const priced = unitPrice === null ? null : roundedMoney(unitPrice * (quantity ?? 1));
    const takenBack = units !== null && units < 0;
    // What is taken back has no sign of its own, whichever column says what it was worth.
    const money = takenBack && given !== null ? Math.abs(given) : given;
    return { position, quantity, value: money ?? priced, unitPrice, takenBack };
  };
}

/**
 * Gives an event its id, `site/id` where the source has one, and checks it against the table, the
 * last word on what a row is.
 */
export function finishedEvent(
  sourceId: string | null,
  content: Omit<ShopEvent, "id">,
): ShopEvent | Problem {
  const id = sourceId === null ? eventIdOf(content) : `${content.site}/${sourceId}`;
  const event: ShopEvent = { id, ...content };
  const checked = events.schema.safeParse(event);
  if (checked.success) return event;
  const columns = checked.error.issues.map(({ path }) => path.join(".")).join(", ");
  return new Problem("ROW_INVALID", `The row does not fit the events table: ${columns}.`);
}

/** Ten-thousandths, so that 6 × 2.55 is 15.3 and not 15.299999999999999. */
export const roundedMoney = (money: number): number => Math.round(money * 10_000) / 10_000;

const timeMissing = new Problem("TIME_MISSING", "The row has no time.", "time");
const kindMissing = new Problem("KIND_MISSING", "The row does not say what was done.", "kind");
const kindUnknown = new Problem(
  "KIND_UNKNOWN",
  "The kind is none of search, impression, click, cart, purchase, return, nor a known word for one; --kind theirs=ours says what it means.",
  "kind",
);
const productMissing = new Problem("PRODUCT_MISSING", "The row names no product.", "product");
const botAgent = new Problem(
  "BOT_USER_AGENT",
  "The user agent names a bot: no shopper did this.",
  "userAgent",
);
const queryMissing = new Problem("QUERY_MISSING", "The search has no text.");
const positionBelowOne = new Problem(
  "POSITION_BELOW_ONE",
  "Positions are whole numbers from 1; if the file counts from 0, add 1 before importing.",
  "position",
);
const currencyUnknown = new Problem(
  "CURRENCY_UNKNOWN",
  "The currency is no code of three letters such as EUR, nor a mark of one currency alone such as €.",
  "currency",
);
