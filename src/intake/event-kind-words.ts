import type { EventKind } from "../domain/tables/events.ts";
import { plainName } from "./plain-name.ts";

/** What logs call the kinds of events, by letters and digits alone. */
const kinds: Readonly<Record<string, EventKind>> = {
  search: "search",
  query: "search",
  onsearch: "search",
  viewsearchresults: "search",
  impression: "impression",
  view: "click",
  viewitem: "click",
  viewitemlist: "impression",
  productview: "click",
  detail: "click",
  click: "click",
  itemclick: "click",
  productclick: "click",
  selectitem: "click",
  cart: "cart",
  addtocart: "cart",
  addtobasket: "cart",
  purchase: "purchase",
  buy: "purchase",
  order: "purchase",
  sale: "purchase",
  transaction: "purchase",
  return: "return",
  refund: "return",
  cancellation: "return",
};

const kindOfPlainWord: ReadonlyMap<string, EventKind> = new Map(Object.entries(kinds));

/** The kind that a log's word means: `Add to cart`, `add_to_cart` and `addToCart` are one. */
export const kindOfWord = (word: string): EventKind | undefined =>
  kindOfPlainWord.get(plainName(word));
