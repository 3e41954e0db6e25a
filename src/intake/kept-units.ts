import { counted } from "../text/counted.ts";
import { cleanEntry } from "./columns/clean-text.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import { readNumber } from "./columns/read-number.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { roundedMoney } from "./event-row.ts";
import { isObject, type JsonObject } from "./files/read-json.ts";
import type { Cell } from "./files/source-record.ts";
import { type Notice, Problem } from "./import-item.ts";
import { plainName } from "./plain-name.ts";
import type { OpenedTable } from "./shop-exports/shop-export.ts";

/** What lines of orders call the units that are left of those ordered. */
const leftNames = ["currentquantity"];
const namesOf = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => ["qty", "quantity"].flatMap((units) => [units + word, word + units]));
/** And those that came back, which shops call refunded and returned alike, or were never sent. */
const cameBackNames = namesOf(["refunded", "returned"]);
const cancelledNames = namesOf(["canceled", "cancelled"]);

const noneKept = new Problem(
  "ORDER_CANCELLED",
  "Of the line no unit was kept: all came back, or none was sent.",
);

/** Units of a line, of those ordered. */
interface KeptUnits {
  readonly of: number;
  readonly kept: number;
}

interface UnitsOfLine {
  readonly column: string;
  readonly units: (record: unknown) => number | null | Problem;
}

/** Lines of a file: with fewer units than were ordered, with none, and of orders whose refunds name no line. */
export interface UnitCounts {
  fewer: number;
  none: number;
  unnamed: number;
}

export const noUnits = (): UnitCounts => ({ fewer: 0, none: 0, unnamed: 0 });

/** A table of order lines of which those units count that were kept. */
export type KeptTable = OpenedTable & {
  /** Takes note of a line that became an event. */
  note(record: unknown): void;
  /** What was done to how many lines so far. */
  told(): readonly Notice[];
};

/**
 * Lines of orders count with the units that were kept, and not with those that came back or were cancelled since they were ordered, as
 * far as the file says so: in columns of the line, or in a list of refunds that names lines and units. Money of a line goes with its units.
 * A quantity that the map names is taken as it is.
 *
 * @param list whose entries are the lines; null: rows are
 * @param counts of the file: columns may be found while it is read, and this is asked anew then
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/refund
 */
export function keepingUnits(
  table: ColumnSource,
  list: string | null,
  map: ColumnMap,
  opened: OpenedTable,
  counts: UnitCounts,
): KeptTable {
  const ordered = opened.sources.get("quantity");
  if (ordered === undefined || ordered.column === null) return asOrdered(opened);
  const told = unitsTold(table, list);
  if (told.columns.length === 0 || Object.hasOwn(map, "quantity")) return asOrdered(opened);
  const keptOf = rememberingLast((record) => {
    const of = readNumber(ordered.cell(record), "quantity");
    if (of === null || of instanceof Problem || of <= 0) return null;
    const kept = told.keptOf(record, of);
    return kept instanceof Problem ? kept : { of, kept };
  });
  const value = opened.sources.get("value");
  const isValueOfLine =
    value?.column != null && (list === null || value.column.startsWith(`${list}.`));
  return {
    sources: new Map([
      ...opened.sources,
      ["quantity", { ...ordered, cell: unitsKept(ordered, keptOf) }],
      ...(value !== undefined && isValueOfLine
        ? [["value", { ...value, cell: moneyOfKept(value, keptOf) }] as const]
        : []),
    ]),
    columns: [...opened.columns, ...told.columns],
    look(record) {
      const problem = opened.look(record);
      if (problem !== null) return problem;
      const units = keptOf(record);
      if (units instanceof Problem) return units;
      if (units?.kept !== 0) return null;
      counts.none++;
      return noneKept;
    },
    note(record) {
      if (changedOf(record, keptOf) !== null) counts.fewer++;
      else if (told.areUnnamed(record)) counts.unnamed++;
    },
    told: () => noticesOfUnits(table.name, told.columns, counts),
  };
}

/** What a file says of the units of its lines, beside how many were ordered. */
interface UnitsTold {
  /** Where it says so. */
  readonly columns: readonly string[];
  /** How many of those ordered were kept. */
  keptOf(record: unknown, ordered: number): number | Problem;
  /** Whether an order has a refund that names no line. */
  areUnnamed(record: unknown): boolean;
}

function unitsTold(table: ColumnSource, list: string | null): UnitsTold {
  const inLine = (names: readonly string[]): readonly UnitsOfLine[] =>
    table.columns.flatMap((column) => {
      const isOfLine = list === null || column.startsWith(`${list}.`);
      const own = list === null ? column : column.slice(list.length + 1);
      if (!isOfLine || !names.includes(plainName(own))) return [];
      const cell = table.cell(column);
      return [{ column, units: (record: unknown) => readNumber(cell(record), column) }];
    });
  const [left] = inLine(leftNames);
  if (left !== undefined) {
    return {
      columns: [left.column],
      areUnnamed: () => false,
      keptOf(record, ordered) {
        const rest = left.units(record) ?? ordered;
        return rest instanceof Problem ? rest : Math.min(ordered, Math.max(0, rest));
      },
    };
  }
  const refunds = list === null ? null : refundsOf(table, list);
  const cameBack = [...inLine(cameBackNames), ...(refunds === null ? [] : [refunds])];
  const cancelled = inLine(cancelledNames);
  return {
    columns: [...cameBack, ...cancelled].map(({ column }) => column),
    keptOf(record, ordered) {
      let rest = ordered;
      for (const same of [cameBack, cancelled]) {
        const most = mostOf(same, record);
        if (most instanceof Problem) return most;
        rest -= most;
      }
      // Tenths of a metre leave dust.
      return Math.max(0, Math.round(rest * 1e6) / 1e6);
    },
    areUnnamed: (record) => refunds?.areUnnamed(record) ?? false,
  };
}

function noticesOfUnits(
  name: string,
  columns: readonly string[],
  { fewer, none, unnamed }: UnitCounts,
): readonly Notice[] {
  const lines = [
    ...(fewer > 0 ? [`${counted(fewer, "lines")} with fewer units than were ordered`] : []),
    ...(none > 0 ? [`${counted(none, "lines")} not at all`] : []),
  ];
  const notices: Notice[] = [];
  if (lines.length > 0) {
    const message = `${name}: by ${columns.join(", ")} ${lines.join(", and ")} count.`;
    notices.push({ code: "UNITS_TAKEN_BACK", message });
  }
  if (unnamed > 0) {
    const message = `${name}: refunds of ${counted(unnamed, "lines")} name an amount and not what came back: these lines count whole.`;
    notices.push({ code: "REFUNDS_UNNAMED", message });
  }
  return notices;
}

/** A table whose units are as they were ordered. */
export const asOrdered = (opened: OpenedTable): KeptTable => ({
  ...{ ...opened, note: () => {}, told: () => [] },
});

/** The most that one of these columns says, which tell the same units in other words; 0 where none does. */
function mostOf(columns: readonly UnitsOfLine[], record: unknown): number | Problem {
  let most = 0;
  for (const { units } of columns) {
    const told = units(record);
    if (told instanceof Problem) return told;
    most = Math.max(most, Math.abs(told ?? 0));
  }
  return most;
}

type KeptOf = (record: unknown) => KeptUnits | null | Problem;

/** A line is looked at, then its cells are read: what it kept is reckoned once. */
function rememberingLast(keptOf: KeptOf): KeptOf {
  let last: { readonly record: unknown; readonly kept: ReturnType<KeptOf> } | null = null;
  return (record) => {
    if (last === null || last.record !== record) last = { record, kept: keptOf(record) };
    return last.kept;
  };
}

const changedOf = (record: unknown, keptOf: KeptOf): KeptUnits | null => {
  const units = keptOf(record);
  return units === null || units instanceof Problem || units.kept === units.of ? null : units;
};

const unitsKept =
  ({ cell }: FieldSource, keptOf: KeptOf): Cell =>
  (record) =>
    changedOf(record, keptOf)?.kept ?? cell(record);

const moneyOfKept =
  ({ cell }: FieldSource, keptOf: KeptOf): Cell =>
  (record) => {
    const told = cell(record);
    const units = changedOf(record, keptOf);
    const money = units === null ? null : readNumber(told, "value");
    return units === null || typeof money !== "number"
      ? told
      : roundedMoney((money * units.kept) / units.of);
  };

/** What refunds give back of a line, by its id. */
type Refunds = UnitsOfLine & Pick<UnitsTold, "areUnnamed">;

/** A list of refunds beside the lines of an order; null where there is none. */
function refundsOf(table: ColumnSource, list: string): Refunds | null {
  const beside = list.includes(".") ? list.slice(0, list.lastIndexOf(".") + 1) : "";
  const column = table.columns.find((one) =>
    [plainName(`${beside}refunds`), "refunds"].includes(plainName(one)),
  );
  if (column === undefined) return null;
  const cell = table.cell(column);
  const refundsIn = (record: unknown): readonly JsonObject[] => {
    const refunds = cell(record);
    return Array.isArray(refunds) ? refunds.filter(isObject) : [];
  };
  const linesIn = ({ refund_line_items: lines }: JsonObject): readonly JsonObject[] =>
    Array.isArray(lines) ? lines.filter(isObject) : [];
  const id = table.columns.find((one) => one === `${list}.id`);
  const idOf = id === undefined ? () => undefined : table.cell(id);
  const units = (record: unknown): number | Problem => {
    const line = cleanEntry(idOf(record));
    let all = 0;
    for (const refunded of refundsIn(record).flatMap(linesIn)) {
      if (line === null || cleanEntry(refunded["line_item_id"]) !== line) continue;
      const told = readNumber(refunded["quantity"], `${column}.quantity`);
      if (told instanceof Problem) return told;
      all += Math.abs(told ?? 0);
    }
    return all;
  };
  return {
    ...{ column, units },
    areUnnamed: (record) => refundsIn(record).some((refund) => linesIn(refund).length === 0),
  };
}
