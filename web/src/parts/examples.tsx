import type { SearchResult } from "../answer-parts.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";
import { counted } from "../words/numbers.ts";

const mostExamples = 3;

/** A few heads to begin with, queries and products. */
export function Examples({ results }: { results: readonly SearchResult[] }) {
  const addressOf = useHeadAddress();
  const known = results.filter(({ edges }) => edges > 0);
  const shown = (["query", "product"] as const).flatMap((kind) =>
    known.filter((result) => result.kind === kind).slice(0, mostExamples),
  );
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">For example</h2>
      <ul className="examples-list">
        {shown.map((head) => (
          <li key={head.id}>
            <span className="kind">{head.kind}</span>
            <a href={addressOf(head)}>{head.words}</a>
            <span className="about">{counted(head.edges, "edge")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
