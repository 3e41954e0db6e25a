import { integer, nullable, oneOf, real, text, timestamp } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const eventKinds = ["search", "impression", "click", "cart", "purchase", "return"] as const;

export const events = defineTable(
  "events",
  "What shoppers did. Raw, kept for a short time, read by mining alone.",
  // In the order of time, so that a day is found without reading all of a file. Of events with one id all are kept until
  // `observe` takes the earliest: where they have one time too, the other columns tell them apart.
  [
    "time",
    "id",
    "site",
    "locale",
    "session",
    "customer",
    "kind",
    "queryId",
    "query",
    "product",
    "position",
    "quantity",
    "value",
    "currency",
    "arm",
  ],
  {
    id: text("The source's event id, or a hash of the row where it has none."),
    time: timestamp("When it happened."),
    site: text("The shop or marketplace; `default` where a source has one only."),
    locale: text("BCP 47 tag of the shopper's language, such as en-US."),
    session: nullable(text("Session, invoice or basket. Co-buy is counted within it.")),
    customer: nullable(text("A keyed hash of the customer, never the customer's own id.")),
    kind: oneOf(eventKinds, "What was done."),
    queryId: nullable(text("The search that this event belongs to, where the source says it.")),
    query: nullable(text("The words typed, Unicode-normalised. Never leaves mining ungated.")),
    product: nullable(text("The sku that was seen, clicked or bought.")),
    position: nullable(integer("Rank in the result list, from 1.")),
    quantity: nullable(real("Units bought or returned.")),
    value: nullable(real("Money of the event, in `currency`.")),
    currency: nullable(text("ISO 4217 code.")),
    arm: nullable(text("The experiment arm that the shopper was in.")),
  },
);

export type ShopEvent = RowOf<typeof events>;
export type EventKind = (typeof eventKinds)[number];
