import { z } from "zod";

/** How a column is stored: in memory as `Value`, in Parquet as the type named beside it. */
export type ColumnType =
  | "text" // string, VARCHAR
  | "integer" // safe integer, BIGINT
  | "real" // number, DOUBLE
  | "boolean" // boolean, BOOLEAN
  | "timestamp" // milliseconds since 1970 UTC, TIMESTAMP_MS
  | "texts" // readonly string[], VARCHAR[]
  | "json"; // any JSON value, VARCHAR holding JSON with sorted keys

/** One column of a table: its type, what it means, and the check of one value. */
export interface Column<Value> {
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly description: string;
  readonly schema: z.ZodType<Value>;
}

function column<Value>(
  type: ColumnType,
  description: string,
  schema: z.ZodType<Value>,
): Column<Value> {
  return { type, nullable: false, description, schema };
}

export const text = (description: string): Column<string> =>
  column("text", description, z.string());

export const integer = (description: string): Column<number> =>
  column("integer", description, z.int());

export const real = (description: string): Column<number> =>
  column("real", description, z.number());

export const boolean = (description: string): Column<boolean> =>
  column("boolean", description, z.boolean());

export const timestamp = (description: string): Column<number> =>
  column("timestamp", description, z.int());

export const texts = (description: string): Column<readonly string[]> =>
  column("texts", description, z.array(z.string()).readonly());

export const json = <Value>(schema: z.ZodType<Value>, description: string): Column<Value> =>
  column("json", description, schema);

export const oneOf = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  description: string,
): Column<Values[number]> =>
  column("text", `${description} One of: ${values.join(", ")}.`, z.enum(values));

export const nullable = <Value>(inner: Column<Value>): Column<Value | null> => ({
  ...inner,
  nullable: true,
  schema: inner.schema.nullable(),
});
