import { CosmoError } from "../../domain/cosmo-error.ts";
import { cleanText } from "../columns/clean-text.ts";
import type { SourceFile } from "../files/find-files.ts";
import type { JsonObject } from "../files/read-json.ts";
import type { ImportOptions } from "../import-item.ts";
import { kindOfAction } from "./ubi-actions.ts";
import {
  applicationOf,
  isQuery,
  ordinalOf,
  queryIdOf,
  readUbiDocuments,
  searchTextOf,
  sessionOf,
} from "./ubi-document.ts";

/** What the documents of one query id say together. */
export interface QueryFacts {
  /** Distinct texts of its query documents, in order; empty where there is no such document. */
  readonly sent: readonly string[];
  /** Distinct texts of search actions. */
  readonly typed: readonly string[];
  /** The one session of its events; null where there is none or more than one. */
  readonly session: string | null;
  /** Whether an event on a result (impression, click, cart, purchase) names it. */
  readonly answered: boolean;
}

/** What one application's documents say together. */
export interface ApplicationFacts {
  /** It writes query documents, so that a search action alone is not a search. */
  readonly sendsQueries: boolean;
  /** Its positions begin with 0. */
  readonly countsFromZero: boolean;
}

export interface UbiSurvey {
  query(id: string): QueryFacts | undefined;
  application(name: string | null): ApplicationFacts;
  /** All applications by name, sorted. */
  readonly applications: readonly string[];
}

/** Query ids whose facts are held in memory, at about 300 bytes each. */
const maxQueries = 500_000;
/** Texts kept of one query id: two already say that it names more than one search. */
const maxTexts = 8;

interface OpenQueryFacts {
  sent: string[];
  typed: string[];
  session: string | null | undefined;
  answered: boolean;
}

/**
 * A first reading of all files. Queries, sessions and events point at each other in any order and
 * across files, so a single pass would give other events when the order of lines is another.
 */
export async function surveyUbi(
  files: readonly SourceFile[],
  { notice }: Pick<ImportOptions, "notice">,
  signal: AbortSignal,
): Promise<UbiSurvey> {
  const queries = new Map<string, OpenQueryFacts>();
  const applications = new Set<string>();
  const sending = new Set<string | null>();
  const fromZero = new Set<string | null>();
  for (const file of files) {
    try {
      for await (const documents of readUbiDocuments(file, signal)) {
        signal.throwIfAborted();
        for (const document of documents) {
          if ("problem" in document) continue;
          const application = applicationOf(document.content);
          if (application !== null) applications.add(application);
          if (isQuery(document.content)) sending.add(application);
          if (ordinalOf(document.content) === 0) fromZero.add(application);
          noteQuery(queries, document.content);
        }
      }
    } catch (error) {
      // The second reading gives what stands before the cut, and then this error.
      if (!(error instanceof CosmoError)) throw error;
    }
  }
  if (queries.size >= maxQueries) {
    const message = `More than ${maxQueries} query ids: events of the later ones keep their own query text only. Import smaller spans of time.`;
    notice({ code: "UBI_QUERIES_LIMIT", message });
  }
  return {
    query(id) {
      const facts = queries.get(id);
      return facts && { ...facts, session: facts.session ?? null };
    },
    applications: [...applications].sort(),
    application: (name) => ({
      sendsQueries: sending.has(name),
      countsFromZero: fromZero.has(name),
    }),
  };
}

function noteQuery(queries: Map<string, OpenQueryFacts>, content: JsonObject): void {
  const id = queryIdOf(content);
  if (id === null) return;
  let facts = queries.get(id);
  if (facts === undefined) {
    if (queries.size >= maxQueries) return;
    facts = { sent: [], typed: [], session: undefined, answered: false };
    queries.set(id, facts);
  }
  if (isQuery(content)) {
    addText(facts.sent, cleanText(content["user_query"]));
    return;
  }
  const session = sessionOf(content);
  if (session !== null && facts.session !== session) {
    facts.session = facts.session === undefined ? session : null;
  }
  const kind = kindOfAction.get(String(content["action_name"]));
  if (kind === "search") addText(facts.typed, searchTextOf(content));
  else if (kind !== undefined) facts.answered = true;
}

function addText(texts: string[], text: string | null): void {
  if (text !== null && texts.length < maxTexts && !texts.includes(text)) texts.push(text);
}
