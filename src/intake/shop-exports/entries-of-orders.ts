import { cleanEntry } from "../columns/clean-text.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { eventFields, productFields } from "../columns/field-words.ts";
import type { ColumnSource } from "../columns/resolve-columns.ts";
import type { Lists } from "../files/entries-as-records.ts";
import { orderCancelled } from "../order-status.ts";
import { plainName } from "../plain-name.ts";
import type { ShopExport } from "./shop-export.ts";

/** What an entry may call the thing that it is about, whose members are then those that are looked for. */
const about = ["", "product", "variant", "item"];

/** Names of a member of an entry, or of a member of what it is about, as they are compared. */
const namesOf = (words: readonly string[], list = ""): readonly string[] =>
  words.flatMap((word) => about.map((prefix) => plainName(`${list} ${prefix} ${word}`)));

const has = (names: readonly string[], words: readonly string[]): boolean => {
  const wanted = new Set(namesOf(words));
  return names.some((name) => wanted.has(plainName(name)));
};

/**
 * The list whose entries are lines of orders, as shop systems tell of an order by JSON: of products, with how many of each. One that
 * the map leads into, such as by `product=items.sku`, is taken whatever it holds. Null where there is none; where rows tell of
 * searches, since what those list is what they showed; and where a row names a product itself, of which the list may tell the parts.
 */
export function listOfLines(
  map: ColumnMap,
  lists: Lists,
  columns: readonly string[],
): string | null {
  const mapped = [...lists.keys()].find((list) =>
    Object.values(map).some((column) => column.startsWith(`${list}.`)),
  );
  if (mapped !== undefined) return mapped;
  const { query, product, quantity } = eventFields;
  if (has(columns, ["query", ...query.synonyms, ...product.synonyms])) return null;
  const isOfLines = (names: readonly string[]): boolean =>
    has(names, product.synonyms) && has(names, quantity.synonyms);
  return [...lists].find(([, names]) => isOfLines(names))?.[0] ?? null;
}

/** The same of a file that may be a catalogue too, whose products list their variants: an order has a number or a buyer. */
export const listOfOrderLines: typeof listOfLines = (map, lists, columns) => {
  const { session, customer } = eventFields;
  const list = listOfLines(map, lists, columns);
  const isOrder = has(columns, [...session.synonyms, ...customer.synonyms, ...emailNames]);
  return isOrder || Object.values(map).some((column) => column.startsWith(`${list}.`))
    ? list
    : null;
};

/** Of who bought without an account. */
const emailNames = [
  "email",
  "customeremail",
  "contactemail",
  "billingemail",
  "billingaddressemail",
];

/**
 * Orders with a list of their lines, each of which is a row: what is bought, how many and at what price is said by the line, when and by
 * whom by the order.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
export function entriesOfOrders(table: ColumnSource, list: string): ShopExport {
  const ofLine = (words: readonly string[]): readonly string[] => {
    const names = namesOf(words, list);
    const found = names.flatMap((name) =>
      table.columns.filter((column) => column.startsWith(`${list}.`) && plainName(column) === name),
    );
    const filled = found.filter((column) => isMostlyFilled(table, column));
    return filled.length > 0 ? filled : found;
  };
  const productNames = ofLine(eventFields.product.synonyms);
  const isLog = has(table.columns, ["kind", "event", ...eventFields.kind.synonyms]);
  return {
    name: "a file with a list in each record",
    rows: `each entry of ${list} is a row, of which what stands beside the list holds too`,
    toldBy: [[list]],
    columns: {
      product: productNames,
      sku: productNames,
      title: ofLine(productFields.title.synonyms),
      quantity: ofLine(eventFields.quantity.synonyms),
      unitPrice: ofLine(eventFields.unitPrice.synonyms),
      value: ofLine([...eventFields.value.synonyms, "linetotal", "rowtotal"]),
      position: ofLine(eventFields.position.synonyms),
      // An order's or an event's own, and so of no line alone.
      id: [],
      ...(isLog ? {} : { session: [...eventFields.session.synonyms, "id"] }),
    },
    open({ sources, cellOf, named }) {
      const cancelledAt = cellOf("cancelledat", "canceledat");
      const email = cellOf(...emailNames);
      const customer = sources.get("customer");
      const column = customer === undefined ? named(...emailNames) : customer.column;
      const cell = (record: unknown): unknown => {
        const own = cleanEntry(customer?.cell(record));
        // Who has no account is customer 0 in some shops.
        return own === null || own === "0" ? email(record) : own;
      };
      return {
        sources: column == null ? sources : new Map([...sources, ["customer", { column, cell }]]),
        look: (record) => (cleanEntry(cancelledAt(record)) === null ? null : orderCancelled),
      };
    },
  };
}

function isMostlyFilled({ samples, cell }: ColumnSource, column: string): boolean {
  const filled = samples.filter((record) => cleanEntry(cell(column)(record)) !== null);
  return filled.length * 2 > samples.length;
}
