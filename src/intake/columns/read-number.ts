import { Problem } from "../import-item.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite number, null where there is none, or what is wrong. Thousands separators are refused. */
export function readNumber(value: unknown, field: string): number | null | Problem {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  if (text === "" || text === "NaN" || text === "nan" || text === "NULL" || text === "\\N") {
    return null;
  }
  if (decimal.test(text)) return Number(text);
  return new Problem("NUMBER_UNREADABLE", `${field} is not a number like 1234.5.`, field);
}
