import type { EventKind } from "../domain/tables/events.ts";
import { plainName } from "./plain-name.ts";

/** Parts of words that suggest a kind, the surer ones first. */
const parts: readonly (readonly [RegExp, EventKind])[] = [
  [/return|refund|cancel/, "return"],
  [/cart|basket|bag/, "cart"],
  [/purchas|order|buy|bought|sale|sold|checkout|payment|transaction/, "purchase"],
  [/impression|shown/, "impression"],
  [/search|query/, "search"],
  [/click|view|pdp|detail|visit/, "click"],
];

/** The kind that a word which we don't know suggests: to propose, never to take. */
export const likelyKind = (word: string): EventKind | null =>
  parts.find(([part]) => part.test(plainName(word)))?.[1] ?? null;
