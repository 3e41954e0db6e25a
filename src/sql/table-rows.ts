import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { ColumnType } from "../domain/column.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { duckDb } from "./duckdb.ts";

/** How a column travels between JavaScript and the engine. Timestamps travel as milliseconds. */
interface Passage {
  duckType(): DuckDBType;
  readonly storedType: string;
  toDuck(value: unknown): DuckDBValue;
  fromDuck(value: DuckDBValue): unknown;
}

const asIs = (value: unknown): DuckDBValue => value as DuckDBValue;
const toBigInt = (value: unknown): DuckDBValue => BigInt(value as number);
const fromBigInt = (value: DuckDBValue): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond 2^53`);
  return number;
};

const varchar = (): DuckDBType => duckDb().VARCHAR;
const bigint = (): DuckDBType => duckDb().BIGINT;

const passages: Readonly<Record<ColumnType, Passage>> = {
  text: { duckType: varchar, storedType: "VARCHAR", toDuck: asIs, fromDuck: (value) => value },
  integer: { duckType: bigint, storedType: "BIGINT", toDuck: toBigInt, fromDuck: fromBigInt },
  real: {
    duckType: () => duckDb().DOUBLE,
    storedType: "DOUBLE",
    toDuck: asIs,
    fromDuck: (value) => value,
  },
  boolean: {
    duckType: () => duckDb().BOOLEAN,
    storedType: "BOOLEAN",
    toDuck: asIs,
    fromDuck: (value) => value,
  },
  timestamp: {
    duckType: bigint,
    storedType: "TIMESTAMP_MS",
    toDuck: toBigInt,
    fromDuck: fromBigInt,
  },
  texts: {
    duckType: () => duckDb().LIST(varchar()),
    storedType: "VARCHAR[]",
    toDuck: (value) => duckDb().listValue(value as readonly string[]),
    fromDuck: (value) => (value instanceof duckDb().DuckDBListValue ? value.items : value),
  },
  json: {
    duckType: varchar,
    storedType: "VARCHAR",
    toDuck: canonicalJson,
    fromDuck: (value) => JSON.parse(value as string),
  },
};

const columnsOf = (table: Table): readonly (readonly [string, Passage])[] =>
  Object.entries(table.columns).map(([name, column]) => [name, passages[column.type]]);

const quoted = (name: string): string => `"${name}"`;

/** `CREATE TABLE` columns for rows on their way in (timestamps as milliseconds). */
export const arrivingColumns = (table: Table): string =>
  Object.entries(table.columns)
    .map(([name, { type }]) => {
      const { storedType } = passages[type];
      return `${quoted(name)} ${type === "timestamp" ? "BIGINT" : storedType}`;
    })
    .join(", ");

/** Select list that turns arrived rows into stored ones. */
export const arrivedToStored = (table: Table): string =>
  Object.entries(table.columns)
    .map(([name, { type }]) =>
      type === "timestamp"
        ? `CAST(epoch_ms(${quoted(name)}) AS TIMESTAMP_MS) AS ${quoted(name)}`
        : quoted(name),
    )
    .join(", ");

/** Select list that casts the columns of a query, found by name, to the table's stored types. */
export const castToStored = (table: Table): string =>
  Object.entries(table.columns)
    .map(
      ([name, { type }]) =>
        `CAST(${quoted(name)} AS ${passages[type].storedType}) AS ${quoted(name)}`,
    )
    .join(", ");

/** An expression for a stored row as one text: another for every other row, as long as no text holds U+001E or U+001F. */
export const rowText = (table: Table): string =>
  `concat_ws(chr(31), ${Object.entries(table.columns)
    .map(([name, { type }]) => `coalesce(${columnText(quoted(name), type)}, chr(30))`)
    .join(", ")})`;

function columnText(column: string, type: ColumnType): string {
  if (type === "timestamp") return `CAST(epoch_ms(${column}) AS VARCHAR)`;
  return `CAST(${type === "texts" ? `to_json(${column})` : column} AS VARCHAR)`;
}

/** Select list of the key's columns. */
export const keyColumns = (table: Table): string => table.key.map(quoted).join(", ");

/** Select list for reading stored rows into JavaScript. */
export const storedToRows = (table: Table): string =>
  Object.entries(table.columns)
    .map(([name, { type }]) =>
      type === "timestamp" ? `epoch_ms(${quoted(name)}) AS ${quoted(name)}` : quoted(name),
    )
    .join(", ");

/** Select list for JSON lines: times as ISO 8601 in UTC, JSON as itself and not as text. */
export const storedToJson = (table: Table): string =>
  Object.entries(table.columns)
    .map(([name, { type }]) => {
      const column = quoted(name);
      if (type === "timestamp") return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column}`;
      return type === "json" ? `CAST(${column} AS JSON) AS ${column}` : column;
    })
    .join(", ");

export const orderByKey = (table: Table): string =>
  table.key.map((name) => `${quoted(name)} NULLS LAST`).join(", ");

/** At most 2,048 rows as a chunk for an appender on a table made with `arrivingColumns`. */
export function chunkOf<T extends Table>(table: T, rows: readonly RowOf<T>[]): DuckDBDataChunk {
  const columns = columnsOf(table);
  const chunk = duckDb().DuckDBDataChunk.create(
    columns.map(([, { duckType }]) => duckType()),
    rows.length,
  );
  chunk.setColumns(
    columns.map(([name, { toDuck }]) =>
      rows.map((row) => {
        const value = (row as Record<string, unknown>)[name];
        return value === null || value === undefined ? null : toDuck(value);
      }),
    ),
  );
  return chunk;
}

/** A row as selected with `storedToRows`, in the table's own types. */
export function rowFrom<T extends Table>(table: T, values: readonly DuckDBValue[]): RowOf<T> {
  return Object.fromEntries(
    columnsOf(table).map(([name, { fromDuck }], index) => {
      const value = values[index] ?? null;
      return [name, value === null ? null : fromDuck(value)];
    }),
  ) as RowOf<T>;
}

/** A query with the table's columns and no rows. */
export const emptySelect = (table: Table): string =>
  `SELECT ${columnsOf(table)
    .map(([name, { storedType }]) => `CAST(NULL AS ${storedType}) AS ${quoted(name)}`)
    .join(", ")} WHERE false`;
