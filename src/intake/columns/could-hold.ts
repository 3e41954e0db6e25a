import { kindOfWord } from "../event-kind-words.ts";
import { Problem } from "../import-item.ts";
import { plainName } from "../plain-name.ts";
import { cleanValue } from "./clean-text.ts";
import { readNumber } from "./read-number.ts";
import { timeReader } from "./read-time.ts";

const readTime = timeReader("UTC");
const numbers: ReadonlySet<string> = new Set([
  "position",
  "quantity",
  "unitPrice",
  "value",
  "grade",
  "spread",
]);
const names: ReadonlySet<string> = new Set(["sku", "product", "session", "customer", "parent"]);
const statuses: ReadonlySet<string> = new Set(["status", "paymentStatus"]);
const texts: ReadonlySet<string> = new Set(["query", "title"]);

/** Whether a field may be what a column holds: most of its values read as such, or there is none. */
export function couldHold(field: string, values: readonly unknown[]): boolean {
  const present = values.filter((value) => cleanValue(value) !== null);
  const fitting = present.filter((value) => fits(field, value));
  return fitting.length * 2 > present.length || present.length === 0;
}

/** How a product is sold, as Magento and WooCommerce have it where others say what it is. */
const waysToSell: ReadonlySet<string> = new Set(
  "simple configurable virtual downloadable bundle grouped giftcard variable variation external".split(
    " ",
  ),
);

/**
 * Whether a field is not to be looked for in a column, whatever its name: a name or words in one of objects, such as `{ id, title }`, or
 * of lists, since they are in a member, if anywhere; a product's type in one of ways to sell it.
 */
export function cannotHold(field: string, values: readonly unknown[]): boolean {
  if (field === "productType") return areWaysToSell(values);
  if (![names, texts, statuses].some((fields) => fields.has(field))) return false;
  return areStructures(values);
}

function areWaysToSell(values: readonly unknown[]): boolean {
  const words = values.flatMap((value) => cleanValue(value) ?? []);
  return words.length > 0 && words.every((word) => waysToSell.has(plainName(word)));
}

/** Whether there are values, and each is an object or a list. */
export function areStructures(values: readonly unknown[]): boolean {
  const present = values.filter((value) => value !== undefined && value !== null);
  return present.length > 0 && present.every((value) => typeof value === "object");
}

/** Whether a value reads as a time, be it one whose day is ambiguous. */
export function isTime(value: unknown): boolean {
  const time = readTime(value);
  return time instanceof Problem ? time.code === "TIME_AMBIGUOUS" : time !== null;
}

function fits(field: string, value: unknown): boolean {
  const text = cleanValue(value) ?? "";
  if (field === "time") return isTime(value);
  if (field === "kind") return kindOfWord(text) !== undefined;
  if (numbers.has(field)) return typeof readNumber(value, field) === "number";
  if (names.has(field)) return !/\s.*\s/.test(text) && !(isTime(value) && /\D/.test(text));
  if (texts.has(field)) return /\p{L}/u.test(text) && !isTime(value);
  return true;
}
