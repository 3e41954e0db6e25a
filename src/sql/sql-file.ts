import { readFileSync } from "node:fs";
import { type Files, sqlParquet } from "./sql.ts";

/** What may stand for `:name` in a query: a number, the Parquet files of a dataset, or another query. */
export type SqlFileValue = number | Files | { readonly query: string };

/**
 * Reads a query from a file of its own, with `:name` replaced by its value.
 * @throws TypeError where a name has no value, or a number is not finite
 */
export function sqlFromFile(file: URL, values: Readonly<Record<string, SqlFileValue>>): string {
  return readFileSync(file, "utf8").replaceAll(
    /(?<![:\w]):([a-zA-Z_]\w*)/g,
    (_place, name: string) => {
      const value = values[name];
      if (typeof value === "object") {
        return "query" in value ? `(${value.query})` : sqlParquet(value.files);
      }
      if (value === undefined || !Number.isFinite(value)) {
        throw new TypeError(`${file.pathname}: :${name} is ${value}`);
      }
      // A bare 0.1 is a decimal to the engine, and what it compares would be rounded to its digits.
      return Number.isSafeInteger(value) ? String(value) : `CAST(${value} AS DOUBLE)`;
    },
  );
}
