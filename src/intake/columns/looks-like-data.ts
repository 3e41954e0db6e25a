import { personalDataClass } from "../../text/personal-data.ts";
import { isTime } from "./could-hold.ts";

/**
 * Whether what should be a column's name is rather a value, as in a log without a header: a time, a
 * number, personal data, or more than three words. Such a name is not quoted: it may be a shopper's.
 */
export const looksLikeData = (name: string): boolean =>
  isTime(name) ||
  /^[+-]?\d[\d.,]*$/.test(name.trim()) ||
  name.includes("@") ||
  name.trim().split(/\s+/).length > 3 ||
  personalDataClass(name) !== "none";
