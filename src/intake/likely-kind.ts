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

/** What comes before an act, or takes it back, such as `begin_checkout`, `add_payment_info` and `remove_from_cart`. */
const noAct =
  /^(?:begin|start|init|abandon|remove|view(?:cart|basket|bag))|(?:payment|shipping)(?:info|method)/;

/** The kind that a word which we don't know suggests: to propose, never to take. */
export function likelyKind(word: string): EventKind | null {
  const name = plainName(word);
  return noAct.test(name) ? null : (parts.find(([part]) => part.test(name))?.[1] ?? null);
}
