import { personalDataClass } from "../../text/personal-data.ts";
import { isTime } from "./could-hold.ts";

/**
 * Whether what should be a column's name is rather a value, as in a log without a header: a time, a
 * number, personal data, or more than three words. Such a name is not quoted: it may be a shopper's.
 */
export const looksLikeData = (name: string): boolean => isValue(name) || isLong(name);

/**
 * Whether a first line holds data and no names of columns: where one is a value, or half of them are long. Of a header with one
 * long name, such as `GTIN, UPC, EAN, or ISBN`, only that name is not quoted.
 */
export const isLineOfData = (names: readonly string[]): boolean =>
  names.some(isValue) || (names.length > 0 && names.filter(isLong).length * 2 >= names.length);

const isValue = (name: string): boolean =>
  isTime(name) ||
  /^[+-]?\d[\d.,]*$/.test(name.trim()) ||
  name.includes("@") ||
  personalDataClass(name) !== "none";

const isLong = (name: string): boolean => name.trim().split(/\s+/).length > 3;
