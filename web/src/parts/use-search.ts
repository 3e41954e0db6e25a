import { useEffect, useState } from "react";
import type { SearchAnswer } from "../../../src/api/search-answer.ts";
import type { SearchResult } from "../answer-parts.ts";
import { ask } from "../server/ask.ts";
import type { Failure } from "../server/failure.ts";

const waitMs = 120;
const mostResults = 12;

export interface Search {
  /** What the results are for; null before the first answer. */
  readonly text: string | null;
  readonly results: readonly SearchResult[];
  readonly failure: Failure | null;
}

const nothing: Search = { text: null, results: [], failure: null };

/** Products and queries whose words begin as those typed do: asked once the typing rests. */
export function useSearch(text: string, isWanted: boolean): Search {
  const [search, setSearch] = useState(nothing);
  const wanted = isWanted ? text.trim() : "";
  useEffect(() => {
    if (wanted === "") {
      setSearch(nothing);
      return;
    }
    const controller = new AbortController();
    const timer = window.setTimeout(() => {
      const path = `/v1/search?${new URLSearchParams({ text: wanted, limit: String(mostResults) })}`;
      ask<SearchAnswer>(path, controller.signal).then(
        (outcome) =>
          setSearch({
            text: wanted,
            results: outcome.ok ? outcome.answer.results : [],
            failure: outcome.ok ? null : outcome.failure,
          }),
        (error: unknown) => {
          if (!controller.signal.aborted) throw error;
        },
      );
    }, waitMs);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [wanted]);
  return search;
}
