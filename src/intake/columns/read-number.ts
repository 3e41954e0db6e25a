import { Problem } from "../import-item.ts";
import { cleanEntry } from "./clean-text.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** 19,90 and 1.299,00: behind a comma one or two digits are no thousands, so that it can only be the decimal point. */
const decimalComma = /^[+-]?(?:\d+|\d{1,3}(?:[.\s]\d{3})+),\d{1,2}$/;

/**
 * A finite number, null where there is none, or what is wrong. A comma is read where it can only be the
 * decimal point; thousands separators are refused (1,299 would be two numbers).
 */
export function readNumber(value: unknown, field: string): number | null | Problem {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  if (decimal.test(text)) return Number(text);
  if (cleanEntry(text) === null) return null;
  if (decimalComma.test(text)) return Number(text.replace(/[.\s]/g, "").replace(",", "."));
  return new Problem("NUMBER_UNREADABLE", `${field} is not a number like 1234.5 or 1234,5.`, field);
}
