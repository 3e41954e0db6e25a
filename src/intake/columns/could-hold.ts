import { kindOfWord } from "../event-kind-words.ts";
import { Problem } from "../import-item.ts";
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

/**
 * Whether a name or words are looked for in a column of objects, such as `{ id, title }`, or of lists: no row would get a value, for it
 * is in a member, if anywhere.
 */
export function holdsOnlyStructures(field: string, values: readonly unknown[]): boolean {
  if (![names, texts, statuses].some((fields) => fields.has(field))) return false;
  return areStructures(values);
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
