import type { EventKind } from "../../domain/tables/events.ts";

/** What UBI's action names mean for us. The standard leaves the names to each shop. */
export const kindOfAction: ReadonlyMap<string, EventKind> = new Map([
  ["search", "search"],
  ["on_search", "search"],
  ["impression", "impression"],
  ["view", "impression"],
  ["click", "click"],
  ["item_click", "click"],
  ["global_click", "click"],
  ["click_through", "click"],
  ["product_click", "click"],
  ["add_to_cart", "cart"],
  ["purchase", "purchase"],
  ["return", "return"],
]);

/** Actions that are known and say nothing of a product seen, chosen or bought. */
export const unusedActions: ReadonlySet<string> = new Set([
  "view_search_results",
  "type_filter",
  "brand_filter",
  "product_sort",
  "product_hover",
  "declined_product",
  "remove_from_cart",
  "page_exit",
  "page_view",
  "login",
  "logout",
  "404_redirect",
]);

/** Kinds of objects, as `object_id_field` names them, that are no products. */
export const fieldsWithoutProduct: ReadonlySet<string> = new Set([
  "filter_data",
  "click_location",
  "sort_event",
]);

/** Where shops put the object of an event; the first that holds an `object_id` counts. */
export const objectPaths: readonly (readonly string[])[] = [
  ["event_attributes", "object"],
  ["event_attributes", "data"],
  ["event_attributes"],
  [],
];
