import { boolean, integer, nullable, oneOf, text } from "../column.ts";
import { defineTable } from "../table.ts";
import { eventKinds } from "./events.ts";

/**
 * What shoppers did, put together by days, for mining alone: people's words and doings stand here as they do in
 * `events`, and no other stage, page or prompt sees them.
 */
const day = text(
  "YYYY-MM-DD (UTC): the day, or where somebody was awake over midnight, the last one.",
);
const site = text("The shop or marketplace.");
const person = "`customer …`, or `session …` where no customer is known.";

export const eventDays = defineTable(
  "eventDays",
  "What a part of the imported events holds of each day, sku by sku, without what a later import replaced.",
  ["day", "site", "sku"],
  {
    day: text("YYYY-MM-DD (UTC)."),
    site,
    sku: text("The sku that the events name; empty where none."),
    events: integer("Events of the day that name it."),
    digest: integer("Sum of hashes of the events, below 2^52. Of one engine and its version."),
  },
);

export const dayDigests = defineTable(
  "dayDigests",
  "What a part of the imported events holds of each day, and what the catalogue says of it: tells which days have changed.",
  ["day", "site"],
  {
    day: text("YYYY-MM-DD (UTC)."),
    site,
    events: integer("Events of the day."),
    digest: integer("Sum of hashes of the events, below 2^52. Of one engine and its version."),
    productDigest: integer("The same of what the catalogue says of the products that they name."),
  },
);

export const replacedDays = defineTable(
  "replacedDays",
  "Days for which an import stands alone: what came before it holds of them does not count.",
  ["part", "site", "day"],
  {
    part: text("Recipe of the first part of that import."),
    site,
    day: text("YYYY-MM-DD, in the time zone of that import."),
    fromMs: integer("When the day begins: milliseconds since 1970 UTC."),
    untilMs: integer("When the next day begins."),
  },
  2,
);

export const carriedEvents = defineTable(
  "carriedEvents",
  "What was still going on at the end of a span: read with the span that follows.",
  ["id", "timeMs"],
  {
    id: text("As in `events`."),
    timeMs: integer("Milliseconds since 1970 UTC."),
    month: nullable(text("YYYY-MM (UTC) of a purchase.")),
    site,
    locale: text("BCP 47 tag."),
    session: nullable(text("As in `events`.")),
    customer: nullable(text("As in `events`.")),
    kind: oneOf(eventKinds, "What was done."),
    queryId: nullable(text("As in `events`.")),
    query: nullable(text("As in `events`.")),
    sku: nullable(text("The product, as in `events`.")),
    position: nullable(integer("Rank in the result list, from 1.")),
    thousandths: nullable(integer("Units, times 1,000.")),
  },
  2,
);

export const observedSearches = defineTable(
  "observedSearches",
  "Searches, with the query that their words are.",
  ["day", "site", "search"],
  {
    day,
    site,
    search: text("`query …` with the id of the search, or `event …` where it has none."),
    query: text("A query id."),
    person: nullable(text(person)),
    isLogged: boolean("Whether the source says what was shown."),
  },
);

export const observedQueries = defineTable(
  "observedQueries",
  "The words of the queries of a day.",
  ["day", "id"],
  {
    day,
    id: text("Hash of site, locale and text."),
    site,
    locale: text("BCP 47 tag."),
    text: nullable(text("Normalised query text; null where it holds personal data.")),
    personal: nullable(text("The class of personal data in one of the ways that it was typed.")),
  },
);

export const observedShows = defineTable(
  "observedShows",
  "In how many searches of a query a product was shown at a place, and clicked.",
  ["day", "site", "query", "head", "position"],
  {
    day: text("YYYY-MM-DD (UTC): the first of the days that are counted together."),
    site,
    query: text("A query id."),
    head: text("The product id under which its variants are counted."),
    position: integer("The best place at which a search showed it, from 1; 0: not known."),
    shows: integer("Searches whose results are known."),
    clicks: integer("Searches with a click on it."),
  },
);

export const observedPurchases = defineTable(
  "observedPurchases",
  "Purchases and returns, with the search that a purchase is counted for.",
  ["day", "id", "timeMs"],
  {
    day,
    id: text("The event's id."),
    kind: oneOf(["purchase", "return"], "What was done."),
    site,
    session: nullable(text("The basket.")),
    person: nullable(text(person)),
    product: text("A product id."),
    head: text("The product id under which its variants are counted."),
    timeMs: integer("Milliseconds since 1970 UTC."),
    month: nullable(text("YYYY-MM (UTC) of a purchase.")),
    thousandths: nullable(integer("Units, times 1,000.")),
    search: nullable(text("The search that led to it.")),
    query: nullable(text("Its query; null: the search was on another day.")),
    searcher: nullable(text("Who searched.")),
    isLogged: boolean("Whether the source says what the search showed."),
    isUnseen: boolean("Whether the search neither showed the product nor led to a click on it."),
  },
);

export const observedCustomers = defineTable(
  "observedCustomers",
  "Customer ids that one session names together.",
  ["day", "site", "session", "customer"],
  { day, site, session: text("The session."), customer: text("A keyed hash of the customer.") },
);

export const observedClicks = defineTable(
  "observedClicks",
  "Who clicked what.",
  ["day", "site", "head", "person"],
  {
    day,
    site,
    head: text("The product id under which its variants are counted."),
    person: text(person),
  },
);

export const observedHeads = defineTable(
  "observedHeads",
  "Products that events of shoppers name in any way.",
  ["day", "head"],
  {
    day: text("YYYY-MM-DD (UTC): the first of the days that are counted together."),
    head: text("The product id under which its variants are counted."),
  },
);

export const observedSites = defineTable(
  "observedSites",
  "What the log of each site holds.",
  ["day", "site"],
  {
    day,
    site,
    events: integer(
      "What shoppers did, with products that the catalogue has; not what was listed for them.",
    ),
    named: integer("Events that name a product, whether the catalogue has it or not."),
    searches: integer("Searches."),
    clicks: integer("Clicks."),
  },
);
