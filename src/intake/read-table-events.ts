import type { ShopEvent } from "../domain/tables/events.ts";
import { counted } from "../text/counted.ts";
import { checkMap } from "./columns/column-map.ts";
import { columnsMissing } from "./columns/columns-missing.ts";
import { eventFields } from "./columns/field-words.ts";
import { mapPair } from "./columns/likely-columns.ts";
import { noticeOfColumns } from "./columns/notice-of-columns.ts";
import type { ZoneCounts } from "./columns/read-time.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { isEsciExamples, judgementsNotEvents } from "./esci/esci-files.ts";
import { type EventFileRules, eventRowReader } from "./event-row.ts";
import { emptyFiles } from "./files/empty-files.ts";
import { entriesAsRecords } from "./files/entries-as-records.ts";
import type { SourceFile } from "./files/find-files.ts";
import { requireFormat, type TableFormat } from "./files/format.ts";
import { readRecords } from "./files/read-records.ts";
import {
  type EventImportOptions,
  type ImportItem,
  type ImportOptions,
  type Notice,
  Problem,
} from "./import-item.ts";
import { asOrdered, keepingUnits, noUnits } from "./kept-units.ts";
import { leftOutWords } from "./left-out-words.ts";
import { orderCancelled, orderStatuses } from "./order-status.ts";
import { plainName } from "./plain-name.ts";
import { refuseOtherTable, requireKind } from "./recbole-files.ts";
import { eventRowJson, itemsOf } from "./reject.ts";
import { entriesOfOrders, likelyLists, listOfLines } from "./shop-exports/entries-of-orders.ts";
import { orderExports } from "./shop-exports/order-exports.ts";
import type { SaidBefore } from "./shop-exports/said-once.ts";
import {
  columnsOfExport,
  exportOf,
  lookingFirst,
  noticeOfExport,
  type OpenedExport,
  openExport,
  standingAlone,
} from "./shop-exports/shop-export.ts";
import {
  likelyKindColumn,
  noticeOfNobody,
  noticeOfTable,
  noticeOfWhole,
  samplesOf,
  valuesOf,
} from "./table-start.ts";
import { kindReader } from "./told-kinds.ts";
import { undoneTeller } from "./undone-orders.ts";
import { unknownKinds } from "./unknown-words.ts";

/** Events of files in which a row is an event; repeats are not looked for. */
export async function* readTableEvents(
  files: readonly SourceFile[],
  format: TableFormat | null,
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<ShopEvent>[]> {
  checkMap(options.map, Object.keys(eventFields));
  const kinds = unknownKinds();
  const heard = new Set<string>();
  const statuses = orderStatuses(options.kinds, (word) => heard.add(word));
  const leftOut = leftOutWords();
  const empty = emptyFiles(files.length, options.notice);
  for (const file of files) {
    const fileFormat = format ?? requireFormat(file.name);
    if (fileFormat === "recbole") refuseOtherTable(file.name, "events");
    const read = await empty.opened(file.name, () =>
      readRecords(file, fileFormat, signal, Object.values(options.map)),
    );
    if (read === null) continue;
    const records = entriesAsRecords(read, (lists, batch) => {
      const { columns, cell } = read;
      const first = { name: file.name, columns, cell, samples: valuesOf(batch) };
      return listOfLines(first, lists, options.map);
    });
    let known = -1;
    let sources: ReadonlyMap<string, FieldSource> = new Map();
    let samples: readonly unknown[] = [];
    let rowOf: ReturnType<typeof eventRowReader> | undefined;
    const zones: ZoneCounts = { local: 0, zoned: 0 };
    const said: SaidBefore = new Map();
    const units = noUnits();
    let toldOfUnits: () => readonly Notice[] = () => [];
    let shownOf: ReadonlyMap<string, FieldSource> = sources;
    for await (const batch of records.batches) {
      signal.throwIfAborted();
      if (rowOf === undefined && records.columns.length === 0) {
        // Nothing of it could be read: why says each of its records.
        yield itemsOf<ShopEvent>(
          batch,
          file.name,
          () => null,
          () => "",
        );
        continue;
      }
      if (rowOf === undefined || records.columns.length !== known) {
        known = records.columns.length;
        if (samples.length === 0) {
          samples = samplesOf(
            batch,
            records.list === null ? undefined : records.cell(records.list),
          );
        }
        const { columns, cell } = records;
        const lists = likelyLists(records.lists);
        const table = { name: file.name, columns, cell, samples, lists, wrappedIn: read.wrappedIn };
        if (isEsciExamples(columns)) throw judgementsNotEvents(file.name);
        const { list } = records;
        const shop =
          list === null
            ? exportOf(table, orderExports)
            : entriesOfOrders(table, list, options.map, "events");
        const found = columnsOfExport(table, shop, eventFields, options.map);
        if (fileFormat === "recbole") requireKind(table, found);
        const rules = fileRules(table, list, found, options);
        const counting = rules.orderStatus ? found : withoutStatus(found);
        const ordered =
          shop === null
            ? { ...standingAlone(counting), columns: [] }
            : openExport(table, shop, counting, said);
        const opened = rules.orderLines
          ? keepingUnits(table, list, options.map, ordered, units)
          : asOrdered(ordered);
        sources = opened.sources;
        shownOf = ordered.sources;
        options.notice(noticeOfColumns(sources));
        if (rowOf === undefined) noticeOfTable(table, sources, options, opened.columns);
        if (rules.notice !== null) options.notice(rules.notice);
        const nobody = noticeOfNobody(table, sources);
        if (nobody !== null) options.notice(nobody);
        if (shop !== null) options.notice(noticeOfExport(table, shop));
        const whole = noticeOfWhole(list, options.map);
        if (whole !== null) options.notice(whole);
        toldOfUnits = opened.told;
        const counts = { zones, kinds, statuses, leftOut, heard };
        const first = tellingUndone(opened, undoneTeller(sources, options));
        const eventOf = eventRowReader(sources, rules, options, counts);
        rowOf = lookingFirst(first, (record) => {
          const event = eventOf(record);
          if (event !== null && !(event instanceof Problem)) opened.note(record);
          return event;
        });
      }
      yield itemsOf(batch, file.name, rowOf, (value) => eventRowJson(value, shownOf));
    }
    for (const notice of toldOfUnits()) options.notice(notice);
    if (zones.local > 0 && zones.zoned > 0) options.notice(mixedZones(file, zones, options));
  }
  const unknown = kinds.notice();
  if (unknown !== null) options.notice(unknown);
  for (const notice of statuses.notices()) options.notice(notice);
  const told = leftOut.told("rows");
  if (told !== null) {
    options.notice({ code: "KINDS_LEFT_OUT", message: `Left out, as --kind says, are ${told}.` });
  }
  const unheard = [...options.kinds.keys()].filter((word) => !heard.has(word));
  if (unheard.length > 0) {
    const message = `No row has the ${unheard.length === 1 ? "word" : "words"} ${unheard.join(", ")}, of which --kind says what it means.`;
    options.notice({ code: "KINDS_UNHEARD", message });
  }
}

/** Tells of lines that the look at an export found to be of an order that came to nothing. */
const tellingUndone = (
  { look }: Pick<OpenedExport, "look">,
  tell: (record: unknown) => void,
): Pick<OpenedExport, "look"> => ({
  look(record) {
    const problem = look(record);
    if (problem?.code === orderCancelled.code) tell(record);
    return problem;
  },
});

const statusFields: readonly string[] = ["status", "paymentStatus"];

/** Where no status counts it is a column that is not used. */
const withoutStatus = (
  sources: ReadonlyMap<string, FieldSource>,
): ReadonlyMap<string, FieldSource> =>
  new Map([...sources].filter(([field]) => !statusFields.includes(field)));

/** Loud where a column seems to know better. */
const kindDefault = (message: string, column: string | null): Notice =>
  column === null
    ? { code: "KIND_DEFAULT", message }
    : {
        code: "KIND_DEFAULT",
        message: `${message} The column ${column} seems to say it: --map ${mapPair("kind", column)}`,
        loud: true,
      };

const mixedZones = ({ name }: SourceFile, zones: ZoneCounts, { timeZone }: ImportOptions) => ({
  code: "TIMES_MIXED",
  message: `${name} has ${counted(zones.local, "times")} without a zone, read in ${timeZone} (--time-zone), and ${counted(zones.zoned, "times")} that name theirs or count from 1970.`,
});

/**
 * An event needs a time and a product or a query. A file that does not say what was done is taken
 * for purchases where it names sessions (invoices, orders) and products, for searches where it names
 * queries and no products.
 * @throws CosmoError COLUMN_MISSING
 */
function fileRules(
  table: ColumnSource,
  list: string | null,
  sources: ReadonlyMap<string, FieldSource>,
  options: EventImportOptions,
): EventFileRules & { readonly notice: Notice | null } {
  const missing: string[] = [];
  if (!sources.has("product") && !sources.has("query")) missing.push("product");
  if (!sources.has("time")) missing.push("time");
  const hasKind = sources.has("kind");
  const likelyKinds = likelyKindColumn(table, withoutStatus(sources), list);
  if (missing.length > 0) {
    const kind = hasKind || likelyKinds === null ? [] : ["kind"];
    const session = hasKind || sources.has("session") ? [] : ["session"];
    const wanted = [...missing, ...kind, ...session];
    throw columnsMissing(table, wanted, eventFields, sources);
  }
  const sessionColumn = sources.get("session")?.column ?? null;
  const constantKind = hasKind && sources.get("kind")?.column === null;
  const cancelledInvoices =
    (!hasKind || constantKind) && plainName(sessionColumn ?? "").includes("invoice");
  const constant = constantKind ? String(sources.get("kind")?.cell(undefined)) : "purchase";
  const orderLines =
    (!hasKind || constantKind) &&
    kindReader(options.kinds)(constant) === "purchase" &&
    ["session", "product", "quantity"].every((field) => sources.has(field));
  const statuses = statusFields.filter((field) => {
    const column = sources.get(field)?.column ?? null;
    return column !== null && column !== likelyKinds;
  });
  // Of a log of all that is done a status may be anything: it counts where it is mapped.
  const orderStatus =
    hasKind && !constantKind
      ? statuses.some((field) => Object.hasOwn(options.map, field))
      : statuses.length > 0 && kindReader(options.kinds)(constant) === "purchase";
  const found = { cancelledInvoices, orderLines, orderStatus };
  if (hasKind) return { ...found, defaultKind: null, notice: null };
  if (sources.has("product") && sources.has("session")) {
    const takenBack = cancelledInvoices
      ? "a negative quantity or an invoice like C536379 is a return"
      : "a negative quantity is a return";
    const lines = orderLines
      ? "; lines without a price, and of codes such as POST that are no products, are rejects"
      : "";
    const cancelled = orderStatus ? "; orders that were cancelled or paid back are rejects" : "";
    const message = `No column says what was done: each row is taken for a purchase (${takenBack}${lines}${cancelled}). Another kind: --map kind==click`;
    const notice = kindDefault(message, likelyKinds);
    return { ...found, defaultKind: "purchase", notice };
  }
  if (!sources.has("product")) {
    const message =
      "No column says what was done or names a product: each row is taken for a search.";
    const notice = kindDefault(message, likelyKinds);
    return { ...found, orderStatus: false, defaultKind: "search", notice };
  }
  throw columnsMissing(table, ["kind"], eventFields, sources);
}
