import type { QueryKnowledge } from "../../../src/api/query-knowledge.ts";
import { Answered } from "../parts/answered.tsx";
import { Heading } from "../parts/heading.tsx";
import { KnowledgeList } from "../parts/knowledge-list.tsx";
import { MatchNotice } from "../parts/match-notice.tsx";
import type { Market } from "../routes/route.ts";
import { counted } from "../words/numbers.ts";

export function QueryView({ text, site, locale }: { readonly text: string } & Market) {
  const asked = new URLSearchParams({ text, limit: "100" });
  if (site !== null) asked.set("site", site);
  if (locale !== null) asked.set("locale", locale);
  return (
    <Answered<QueryKnowledge> path={`/v1/query/knowledge?${asked}`}>
      {(answer) => (
        <article>
          <p className="kind">Query</p>
          <Heading title={`“${answer.query.text}”`} />
          <p className="facts">
            {answer.total > 0 && counted(answer.total, "sentence")}
            {site !== null && <> · {site}</>}
            {locale !== null && <> · {locale}</>}
          </p>
          <MatchNotice answer={answer} market={{ site, locale }} />
          {answer.knowledge.length > 0 && <KnowledgeList {...answer} />}
        </article>
      )}
    </Answered>
  );
}
