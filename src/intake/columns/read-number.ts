import { Problem } from "../import-item.ts";
import { cleanEntry } from "./clean-text.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** 19,90 and 1.299,00: behind a comma one or two digits are no thousands, so that it can only be the decimal point. */
const decimalComma = /^[+-]?(?:\d+|\d{1,3}(?:[.\s]\d{3})+),\d{1,2}$/;

/** 1,299.00: commas between threes before a decimal point can only part thousands. */
const thousandsComma = /^[+-]?\d{1,3}(?:,\d{3})+\.\d{1,2}$/;

/** What is money may be told with its currency: `19,90 €`, `€ 9.95`, `EUR 12`. */
const money: ReadonlySet<string> = new Set(["unitPrice", "value"]);
const currencyMark = /^(?:\p{Sc}|[A-Z]{3}(?=[\s\d]))\s*|\s*(?:\p{Sc}|(?<=[\s\d])[A-Z]{3})$/u;

/**
 * A finite number, null where there is none, or what is wrong. A comma is read where it can only be the
 * decimal point or part thousands; 1,299 would be two numbers, and is refused. Of money one mark of a currency is left out.
 */
export function readNumber(value: unknown, field: string): number | null | Problem {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const told = String(value).trim();
  const text = money.has(field) ? told.replace(currencyMark, "") : told;
  if (decimal.test(text)) return Number(text);
  if (cleanEntry(text) === null) return null;
  if (decimalComma.test(text)) return Number(text.replace(/[.\s]/g, "").replace(",", "."));
  if (thousandsComma.test(text)) return Number(text.replaceAll(",", ""));
  return new Problem("NUMBER_UNREADABLE", `${field} is not a number like 1234.5 or 1234,5.`, field);
}
