import { personalDataClass } from "../text/personal-data.ts";
import { timeReader } from "./columns/read-time.ts";
import { kindOfWord } from "./event-kind-words.ts";
import { isKnownStatus } from "./order-status.ts";

/** A number too short for a telephone or a card. */
const shortNumber = /^[+-]?\d{1,6}(?:\.\d{1,6})?$/;
/** `85123A`, `food-17`: one short word with a digit in it. A word alone may have been typed. */
const idLike = /^(?=.*\d)[\w./:-]{1,24}$/;

const readTime = timeReader("UTC");

/**
 * What a reject shows of one value of an event. A line with one field too few moves a query or a
 * name into any column, so a value is shown only where its form says that it is what the field
 * holds: a time, a short number, a kind or status that we know, an id. Of everything else the shape is told.
 */
export function shownOfEvent(field: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || value === "") return value;
  if (typeof value !== "string" && typeof value !== "number") return shapeOf(value);
  return isOf(field, String(value).trim()) ? value : shapeOf(value);
}

function isOf(field: string, text: string): boolean {
  if (field === "time") return typeof readTime(text) === "number";
  if (field === "position" || field === "quantity") return shortNumber.test(text);
  if (field === "status" || field === "paymentStatus") return isKnownStatus(text);
  if (field === "kind") return kindOfWord(text) !== undefined;
  if (field === "product") return idLike.test(text) && personalDataClass(text) === "none";
  return false;
}

/** `12/01/2010` is `99/99/9999`; with a letter in it, it is `text of 24 characters`. */
export function shapeOf(value: unknown): string {
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "an object";
  const text = String(value);
  return text.length <= 24 && !/\p{L}/u.test(text)
    ? text.replace(/\p{N}/gu, "9")
    : `text of ${text.length} characters`;
}
