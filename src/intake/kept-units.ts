import { readNumber } from "./columns/read-number.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { roundedMoney } from "./event-row.ts";
import { isObject, type JsonObject } from "./files/read-json.ts";
import type { Cell } from "./files/source-record.ts";
import { type Notice, Problem } from "./import-item.ts";
import { orderCancelled } from "./order-status.ts";
import { plainName } from "./plain-name.ts";
import type { OpenedTable } from "./shop-exports/shop-export.ts";

/** What lines of orders call the units that are left of those ordered. */
const leftNames = ["currentquantity"];
/** And those that were given back, or never sent. */
const takenOffNames = ["refunded", "returned", "canceled", "cancelled"].flatMap((word) =>
  ["qty", "quantity"].flatMap((units) => [units + word, word + units]),
);

/**
 * Lines of orders count with the units that were kept, and not with those that were given back or cancelled since they were ordered, as
 * far as the file says so: in columns of the line, or in a list of refunds that names lines and units. Money of a line goes with its units.
 *
 * @param list whose entries are the lines; null: rows are
 * @returns the table as it was where its file says nothing of the kind
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/refund
 */
export function keepingUnits(
  table: ColumnSource,
  list: string | null,
  opened: OpenedTable,
): OpenedTable & { readonly notice: Notice | null } {
  const asItWas = { ...opened, notice: null };
  const ordered = opened.sources.get("quantity");
  if (ordered === undefined) return asItWas;
  const parts = list === null ? [] : refundedUnits(table, list);
  const inLine = (names: readonly string[]): readonly UnitsOfLine[] =>
    table.columns.flatMap((column) => {
      const isOfLine = list === null || column.startsWith(`${list}.`);
      const own = list === null ? column : column.slice(list.length + 1);
      if (!isOfLine || !names.includes(plainName(own))) return [];
      const cell = table.cell(column);
      return [{ column, units: (record: unknown) => readNumber(cell(record), column) }];
    });
  const [left] = inLine(leftNames);
  const takenOff = left === undefined ? [...inLine(takenOffNames), ...parts] : [];
  const used = left === undefined ? takenOff : [left];
  if (used.length === 0) return asItWas;
  const keptOf = (record: unknown): KeptUnits | null | Problem => {
    const of = readNumber(ordered.cell(record), "quantity");
    if (of === null || of instanceof Problem || of <= 0) return null;
    let rest = of;
    for (const { units } of used) {
      const told = units(record);
      if (told instanceof Problem) return told;
      if (told !== null) rest = left === undefined ? rest - told : told;
    }
    return { of, kept: Math.min(of, Math.max(0, rest)) };
  };
  const value = opened.sources.get("value");
  const isValueOfLine = list === null || value?.column?.startsWith(`${list}.`);
  return {
    sources: new Map([
      ...opened.sources,
      ["quantity", { ...ordered, cell: unitsKept(ordered, keptOf) }],
      ...(value !== undefined && isValueOfLine
        ? [["value", { ...value, cell: moneyOfKept(value, keptOf) }] as const]
        : []),
    ]),
    columns: [...opened.columns, ...used.map(({ column }) => column)],
    look(record) {
      const problem = opened.look(record);
      if (problem !== null) return problem;
      const units = keptOf(record);
      return units instanceof Problem ? units : units?.kept === 0 ? orderCancelled : null;
    },
    notice: {
      code: "UNITS_TAKEN_BACK",
      message: `${table.name} says in ${used.map(({ column }) => column).join(", ")} what became of the units that were ordered: a line counts with those that were kept, and is a reject where none was.`,
    },
  };
}

/** Units of a line, of those ordered. */
interface KeptUnits {
  readonly of: number;
  readonly kept: number;
}

type KeptOf = (record: unknown) => KeptUnits | null | Problem;

interface UnitsOfLine {
  readonly column: string;
  readonly units: (record: unknown) => number | null | Problem;
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

/** What a list of refunds beside the lines gives back of each, by the lines' ids. */
function refundedUnits(table: ColumnSource, list: string): readonly UnitsOfLine[] {
  const column = table.columns.find((one) => plainName(one) === "refunds");
  const id = table.columns.find((one) => one === `${list}.id`);
  if (column === undefined || id === undefined) return [];
  const [refundsOf, idOf] = [table.cell(column), table.cell(id)];
  const refundsIn = (record: unknown): readonly JsonObject[] => {
    const refunds = refundsOf(record);
    return Array.isArray(refunds) ? refunds.filter(isObject) : [];
  };
  const linesIn = ({ refund_line_items: lines }: JsonObject): readonly JsonObject[] =>
    Array.isArray(lines) ? lines.filter(isObject) : [];
  // Some shops say how much was paid back, and not for what.
  const areOfLines = table.samples
    .flatMap(refundsIn)
    .every((refund) => Object.hasOwn(refund, "refund_line_items"));
  if (!areOfLines) return [];
  const units = (record: unknown): number | Problem => {
    const line = idOf(record);
    let all = 0;
    for (const refunded of refundsIn(record).flatMap(linesIn)) {
      if (refunded["line_item_id"] !== line) continue;
      const told = readNumber(refunded["quantity"], column);
      if (told instanceof Problem) return told;
      all += told ?? 0;
    }
    return all;
  };
  return [{ column, units }];
}
