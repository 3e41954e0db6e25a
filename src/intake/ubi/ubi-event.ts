import { hash } from "node:crypto";
import type { EventKind, ShopEvent } from "../../domain/tables/events.ts";
import { cleanText } from "../columns/clean-text.ts";
import type { TimeReader } from "../columns/read-time.ts";
import { finishedEvent } from "../event-row.ts";
import { type EventImportOptions, Problem } from "../import-item.ts";
import { kindOfAction, unusedActions } from "./ubi-actions.ts";
import {
  applicationOf,
  customerOf,
  isQuery,
  objectOf,
  ordinalOf,
  queryIdOf,
  searchTextOf,
  sessionOf,
  type UbiDocument,
} from "./ubi-document.ts";
import type { UbiSurvey } from "./ubi-survey.ts";

const problem = (code: string, message: string) => new Problem(code, message);
const queryEmpty = problem("QUERY_MISSING", "The search has no text.");
const timeMissing = problem("TIME_MISSING", "The document has no timestamp.");
const unanswered = problem(
  "UBI_SEARCH_UNANSWERED",
  "Typed, but neither a query document nor an event on a result has its query id: a keystroke.",
);
const repeated = problem(
  "UBI_SEARCH_REPEATED",
  "A query document has this query id and text: one search told more than once.",
);
const productMissing = problem("PRODUCT_MISSING", "The event names no object.");
const objectNotProduct = problem(
  "UBI_OBJECT_NOT_PRODUCT",
  "The event's object is no product but a place on the page, a filter or the like.",
);
const positionBelowZero = problem("POSITION_BELOW_ONE", "The position is below zero.");

/**
 * Makes events of the documents of one import. A search that names its query id has an id made of it and its text, so
 * that one search told by several documents is one event, whichever imports they come with: the earliest.
 */
export function ubiEventReader(
  survey: UbiSurvey,
  readTime: TimeReader,
  options: EventImportOptions,
): (document: UbiDocument) => ShopEvent | Problem {
  function searchOf(document: UbiDocument): Partial<ShopEvent> | Problem {
    const { content } = document;
    const queryId = queryIdOf(content);
    const sent = isQuery(content);
    const text = sent ? cleanText(content["user_query"]) : searchTextOf(content);
    if (text === null) return queryEmpty;
    const facts = queryId === null ? undefined : survey.query(queryId);
    if (!sent && facts?.sent.includes(text)) return repeated;
    const sendsQueries = survey.application(applicationOf(content)).sendsQueries;
    const shownAnyway = facts?.answered === true && facts.sent.length === 0;
    if (!sent && sendsQueries && !shownAnyway) return unanswered;
    return { query: text, session: sessionOf(content) ?? facts?.session ?? null };
  }

  function actionOf({ content }: UbiDocument): Partial<ShopEvent> | Problem {
    const { id, isProduct } = objectOf(content);
    if (id === null) return productMissing;
    if (!isProduct) return objectNotProduct;
    const ordinal = ordinalOf(content);
    const { countsFromZero } = survey.application(applicationOf(content));
    if (ordinal !== null && ordinal < 0) return positionBelowZero;
    const queryId = queryIdOf(content);
    return {
      query: cleanText(content["user_query"]) ?? oneTextOf(survey, queryId),
      session: sessionOf(content),
      product: id,
      position: ordinal === null ? null : ordinal + (countsFromZero ? 1 : 0),
    };
  }

  return (document) => {
    const { content } = document;
    const kind = kindOf(document);
    if (kind instanceof Problem) return kind;
    const time = readTime(content["timestamp"]);
    if (time === null) return timeMissing;
    if (time instanceof Problem) return time;
    const known = kind === "search" ? searchOf(document) : actionOf(document);
    if (known instanceof Problem) return known;
    const customer = customerOf(content);
    const queryId = queryIdOf(content);
    const isNamed = kind === "search" && queryId !== null;
    return finishedEvent(isNamed ? searchIdOf(queryId, known.query) : document.id, {
      time,
      site: options.site ?? applicationOf(content) ?? "default",
      locale: options.locale,
      session: null,
      customer: customer === null ? null : options.hashCustomer(customer),
      kind,
      queryId,
      query: null,
      product: null,
      position: null,
      quantity: null,
      value: null,
      currency: null,
      arm: null,
      ...known,
    });
  };
}

const searchIdOf = (queryId: string, text: string | null | undefined): string =>
  `search_${hash("sha256", JSON.stringify([queryId, text])).slice(0, 20)}`;

function kindOf({ content }: UbiDocument): EventKind | Problem {
  if (isQuery(content)) {
    if ("user_query" in content || "query_id" in content) return "search";
    return problem(
      "UBI_UNKNOWN_DOCUMENT",
      "Neither a query (user_query) nor an event (action_name).",
    );
  }
  const action = String(content["action_name"]);
  const kind = kindOfAction.get(action);
  if (kind !== undefined) return kind;
  return unusedActions.has(action)
    ? problem("UBI_ACTION_UNUSED", "The action says nothing of a product seen, chosen or bought.")
    : problem("UBI_ACTION_UNKNOWN", "The action's name is not known.");
}

/** The text of a query id that names one search; null where it names several. */
function oneTextOf(survey: UbiSurvey, queryId: string | null): string | null {
  const facts = queryId === null ? undefined : survey.query(queryId);
  if (facts === undefined) return null;
  const texts = facts.sent.length > 0 ? facts.sent : facts.typed;
  return texts.length === 1 ? (texts[0] ?? null) : null;
}
