import { CosmoError } from "../../domain/cosmo-error.ts";
import { cleanEntry } from "../columns/clean-text.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { cannotHold, isTime } from "../columns/could-hold.ts";
import { amounts, eventFields, type FieldWords, productFields } from "../columns/field-words.ts";
import { mapPair } from "../columns/likely-columns.ts";
import { type ColumnSource, type FieldSource, resolveColumns } from "../columns/resolve-columns.ts";
import { kindOfWord } from "../event-kind-words.ts";
import type { Lists } from "../files/entries-as-records.ts";
import { isObject } from "../files/read-json.ts";
import type { Cell } from "../files/source-record.ts";
import { orderCancelled } from "../order-status.ts";
import { plainName } from "../plain-name.ts";
import type { ExportColumns, TableLayout } from "./shop-export.ts";

/** What an entry may call the thing that it is about, whose members are looked at behind its own. */
const about = ["", "product", "variant", "item"];

const areNamed = (
  names: readonly string[],
  words: readonly string[],
  prefixes: readonly string[],
): boolean => {
  const wanted = new Set(
    prefixes.flatMap((prefix) => words.map((word) => plainName(prefix + word))),
  );
  return names.some((name) => wanted.has(plainName(name)));
};

const nameProducts = (names: readonly string[]): boolean =>
  areNamed(names, eventFields.product.synonyms, about);

/** Lines of orders name a product, and say themselves how many: what a product has of itself is the stock. */
const areLines = (names: readonly string[]): boolean =>
  nameProducts(names) && areNamed(names, eventFields.quantity.synonyms, [""]);

const ledInto = (map: ColumnMap, list: string): boolean =>
  Object.values(map).some((column) => column.startsWith(`${list}.`));

/** Lists that a map may lead into, those first whose entries name products. */
export const likelyLists = (lists: Lists): Lists =>
  new Map(
    [...lists].toSorted(
      ([, one], [, other]) => Number(nameProducts(other)) - Number(nameProducts(one)),
    ),
  );

/**
 * The list of a log whose entries are lines of orders, as shop systems tell of an order by JSON: of products, with how many of each. One
 * that the map leads into, such as by `product=items.sku`, is taken whatever it holds. Null where there is none, and where a row with
 * an entry says itself what was searched, since the list tells then what was shown, or which product it was, whose parts a list may tell.
 *
 * @throws CosmoError LIST_AMBIGUOUS
 */
export const listOfLines = (table: ColumnSource, lists: Lists, map: ColumnMap): string | null =>
  chosenList(table, lists, map, "product", (list) => {
    const samples = table.samples.filter((record) => holdsEntry(table.cell(list)(record)));
    const own = resolveColumns(table, eventFields, map);
    return !["product", "query"].some((field) => isFilled(samples, own.get(field)?.cell));
  });

/**
 * The same of a file that is read for its products. A product has a title, and lists its variants; an order has a time and no title,
 * but perhaps a name, such as #1001.
 *
 * @throws CosmoError LIST_AMBIGUOUS
 */
export const listOfOrderLines = (
  table: ColumnSource,
  lists: Lists,
  map: ColumnMap,
): string | null =>
  chosenList(table, lists, map, "sku", () => {
    const own = resolveColumns(table, { ...productFields, time: eventTime }, map);
    const title = own.get("title");
    const isTitled =
      plainName(title?.column ?? "") !== "name" && isFilled(table.samples, title?.cell);
    return own.has("time") && !isTitled && !isFilled(table.samples, own.get("sku")?.cell);
  });

function chosenList(
  table: ColumnSource,
  lists: Lists,
  map: ColumnMap,
  product: "product" | "sku",
  areOrders: (list: string) => boolean,
): string | null {
  const mapped = [...lists.keys()].find((list) => ledInto(map, list));
  if (mapped !== undefined) return mapped;
  const [list, other] = [...lists]
    .flatMap(([name, names]) => (areLines(names) ? [name] : []))
    .filter(areOrders);
  if (list === undefined) return null;
  if (other === undefined) return list;
  throw new CosmoError(
    "LIST_AMBIGUOUS",
    `${table.name} has two lists that may be the lines of an order: ${list} and ${other}.`,
    {
      hint: `Say which by a column of its entries: --map ${mapPair(product, `${list}.COLUMN`)} or --map ${mapPair(product, `${other}.COLUMN`)}`,
      exitCode: 2,
    },
  );
}

const holdsEntry = (held: unknown): boolean =>
  Array.isArray(held) ? held.some(isObject) : isObject(held);

const isFilled = (records: readonly unknown[], cell: Cell | undefined): boolean =>
  cell !== undefined && records.some((record) => cleanEntry(cell(record)) !== null);

/** When an order was placed, in the words of shop systems. */
const eventTime: FieldWords = {
  ...eventFields.time,
  synonyms: [...eventFields.time.synonyms, "datecreated", "placedat", "orderedat", "purchasedat"],
};
/** Times that are in UTC by their name, whatever zone those beside them are in. */
const utcNames = ["datecreatedgmt", "createdatgmt", "createdatutc"];
const timeNames = [...utcNames, ...eventTime.synonyms];

/** A time's cell, of which the zone is said where its column is one of UTC. */
function inItsZone({ column, cell }: FieldSource): FieldSource {
  if (!utcNames.includes(plainName(column ?? ""))) return { column, cell };
  return {
    column,
    cell(record) {
      const time = cell(record);
      return typeof time === "string" && /:\d\d(?:\.\d+)?$/.test(time.trim())
        ? `${time.trim()}Z`
        : time;
    },
  };
}

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
export function entriesOfOrders(
  table: ColumnSource,
  list: string,
  map: ColumnMap,
  as: "events" | "products",
): TableLayout {
  const entries = table.samples.filter((record) => isObject(table.cell(list)(record)));
  const filledIn = (column: string): number =>
    entries.filter((record) => cleanEntry(table.cell(column)(record)) !== null).length;
  /** The column of most entries, the first of those that most of them have. */
  const ofEntry = (
    field: string,
    words: readonly string[],
    prefixes = about,
  ): readonly string[] => {
    const possible = prefixes
      .flatMap((prefix) => words.map((word) => plainName(`${list} ${prefix} ${word}`)))
      .flatMap((name) =>
        table.columns.filter(
          (column) => column.startsWith(`${list}.`) && plainName(column) === name,
        ),
      )
      .filter((column) => !cannotHold(field, entries.map(table.cell(column))));
    const [fullest] = possible.toSorted((one, other) => filledIn(other) - filledIn(one));
    const usual = possible.find((column) => filledIn(column) * 2 > entries.length) ?? fullest;
    return usual === undefined ? [] : [usual];
  };
  const amountsOfEntry = (): TableLayout["columns"] =>
    Object.fromEntries(
      amounts.map((field) => {
        const words = [field, ...eventFields[field].synonyms, ...(more[field] ?? [])];
        return [field, ofEntry(field, words, field === "unitPrice" ? about : [""])];
      }),
    );
  const columns =
    as === "events"
      ? columnsOfEvents(
          table,
          map,
          ofEntry("product", eventFields.product.synonyms),
          amountsOfEntry,
        )
      : columnsOfProducts(table, map, ofEntry, amountsOfEntry);
  return {
    name: "a file with a list in each record",
    rows: `each entry of ${list} is a row, of which what stands beside the list holds too; a record without one stands for itself`,
    columns,
    open(opened) {
      const found = as === "events" ? withOwn(table, list, map, columns, opened) : opened.sources;
      const time = found.get("time");
      const sources = time === undefined ? found : new Map([...found, ["time", inItsZone(time)]]);
      const { cellOf, named } = opened;
      const cancelledAt = cellOf("cancelledat", "canceledat");
      const cancelled = cellOf("cancelled", "canceled", "iscancelled", "iscanceled", "storniert");
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
        look: (record) =>
          isTime(cancelledAt(record)) || cancelled(record) === true ? orderCancelled : null,
      };
    },
  };
}

/** The sources of entries, where a record without an entry, such as a click in a log, has what it says itself. */
function withOwn(
  table: ColumnSource,
  list: string,
  map: ColumnMap,
  columns: TableLayout["columns"],
  { sources, cellOf }: ExportColumns,
): ReadonlyMap<string, FieldSource> {
  const entryOf = table.cell(list);
  const beside = table.columns.filter((column) => !`${column}.`.startsWith(`${list}.`));
  const besideMap = Object.entries(map).filter(([, column]) => !column.startsWith(`${list}.`));
  const own = resolveColumns(
    { ...table, columns: beside },
    eventFields,
    Object.fromEntries(besideMap),
  );
  const result = new Map(sources);
  for (const field of ["id", "product", ...amounts].filter((one) => Object.hasOwn(columns, one))) {
    const [ofEntry, ofRecord] = [sources.get(field), own.get(field)];
    if (ofRecord === undefined || ofEntry?.column === ofRecord.column) continue;
    if (ofRecord.column !== null) cellOf(ofRecord.column);
    result.set(field, {
      column: ofEntry?.column ?? ofRecord.column,
      cell: (record) => (isObject(entryOf(record)) ? ofEntry : ofRecord)?.cell(record),
    });
  }
  return result;
}

/** What lines of orders call the money of a line. */
const more: Readonly<Record<string, readonly string[]>> = { value: ["linetotal", "rowtotal"] };

function columnsOfEvents(
  table: ColumnSource,
  map: ColumnMap,
  product: readonly string[],
  amountsOfEntry: () => TableLayout["columns"],
): TableLayout["columns"] {
  // An order's or an event's own, and so of no entry alone.
  const id = { id: [] };
  const isOfProducts = product.length > 0 || Object.hasOwn(map, "product");
  if (!isOfProducts) return id;
  const { kind } = Object.fromEntries(
    resolveColumns(table, { kind: eventFields.kind }, kindOf(map)),
  );
  const isLog =
    kind !== undefined &&
    (kind.column !== null || kindOfWord(String(kind.cell(null))) !== "purchase");
  return {
    ...id,
    ...(product.length > 0 ? { product } : {}),
    ...amountsOfEntry(),
    time: timeNames,
    ...(isLog ? {} : { session: [...eventFields.session.synonyms, "id"] }),
  };
}

const kindOf = ({ kind }: ColumnMap): ColumnMap => (kind === undefined ? {} : { kind });

/** Of an order nothing but its lines is a product's; of a product with a list all that the entries don't say is theirs too. */
function columnsOfProducts(
  table: ColumnSource,
  map: ColumnMap,
  ofEntry: (field: string, words: readonly string[]) => readonly string[],
  amountsOfEntry: () => TableLayout["columns"],
): TableLayout["columns"] {
  const own = Object.entries(productFields)
    .filter(([field]) => field !== "site")
    .map(([field, { synonyms }]): [string, readonly string[]] => [field, ofEntry(field, synonyms)]);
  const { quantity = [], ...amountsOf } = amountsOfEntry();
  const isOrder =
    (quantity.length > 0 || Object.hasOwn(map, "quantity")) &&
    (Object.hasOwn(map, "time") || resolveColumns(table, { time: eventTime }, {}).has("time"));
  if (!isOrder) return Object.fromEntries(own.filter(([, columns]) => columns.length > 0));
  return {
    ...Object.fromEntries(own),
    ...{ ...amountsOf, quantity, time: timeNames },
    session: [...eventFields.session.synonyms, "id"],
  };
}
