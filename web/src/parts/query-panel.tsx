import type { EvidenceQuery } from "../answer-parts.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";

/** The query that the language model was asked about by itself, and what the prompt showed of it. */
export function QueryPanel({ query }: { query: EvidenceQuery }) {
  const addressOf = useHeadAddress();
  return (
    <section>
      <h3>Query</h3>
      <p>
        Said of the query{" "}
        <a href={addressOf({ kind: "query", ...query })}>
          <strong>“{query.words}”</strong>
        </a>
        {query.titles.length > 0 && <>, after which were bought: {query.titles.join("; ")}</>}
      </p>
    </section>
  );
}
