import type { QueryKnowledge } from "../../../src/api/query-knowledge.ts";
import { type Market, queryAddress } from "../routes/route.ts";
import { shareOf } from "../words/numbers.ts";
import { Notice } from "./notice.tsx";

const queuedWords = "It is queued for the next run.";

/** How the words that were asked for led to the query whose knowledge is shown. */
export function MatchNotice({ answer, market }: { answer: QueryKnowledge; market: Market }) {
  const { match, matched, query, queued, knowledge } = answer;
  const known = matched && <a href={queryAddress(matched.text, market)}>“{matched.text}”</a>;
  const typedNote = queued ? " The query as you typed it is queued for the next run." : "";
  const queuedNote = queued ? ` ${queuedWords}` : "";
  const countedAs = matched !== null && matched.countedAs.id !== matched.id && (
    <a href={queryAddress(matched.countedAs.text, market)}>“{matched.countedAs.text}”</a>
  );
  const countedNote = countedAs && <> It is counted as {countedAs}, and has its knowledge.</>;
  switch (match) {
    case "exact":
      if (countedAs)
        return (
          <Notice kind="near">
            Known from the log, where it says the same as {countedAs}: it is counted as that query,
            and has its knowledge.
          </Notice>
        );
      if (knowledge.length > 0)
        return <Notice kind="good">Known from the log, word for word.</Notice>;
      return (
        <Notice kind="warning">
          Known from the log, but the graph has no knowledge of it yet, nor of any query near it.
          {queuedNote}
        </Notice>
      );
    case "normalForm":
      return (
        <Notice kind="near">
          {query.known
            ? "Known from the log, but the graph has no knowledge of it yet. This is the knowledge of "
            : "Matched by normal form: the log has it as "}
          {known}, the same but for endings, articles and the like.
          {countedNote}
          {typedNote}
        </Notice>
      );
    case "embedding":
      return (
        <Notice kind="near">
          {query.known
            ? "Known from the log, but the graph has no knowledge of it yet. "
            : "Not known as you typed it. "}
          This is the knowledge of the nearest known query, {known}
          {matched?.cosine != null && (
            <>
              {" "}
              (cosine <span className="number">{shareOf(matched.cosine)}</span>)
            </>
          )}
          .{countedNote}
          {typedNote}
        </Notice>
      );
    case "none":
      return (
        <Notice kind="warning">
          Nothing near this is known.{queuedNote}
          {queued && " If shoppers search for it often enough, its knowledge will be here then."}
        </Notice>
      );
  }
}
