import type { GraphVersionReport } from "../answer-parts.ts";
import { countOf } from "../words/numbers.ts";
import { isoOf, minuteOf } from "../words/times.ts";
import { RelationBars } from "./relation-bars.tsx";

interface Properties {
  readonly version: GraphVersionReport;
  readonly before: GraphVersionReport | undefined;
  readonly isCurrent: boolean;
}

/** One version as a commit is told: when, by whom, why, what it holds and how that differs. */
export function VersionRow({ version, before, isCurrent }: Properties) {
  const { id, time, author, message, content, counts, prunedAt } = version;
  const figures = [
    ["Edges", counts.edges, before?.counts.edges],
    ["Intents", counts.nodes, before?.counts.nodes],
    ["Assertions", counts.assertions, before?.counts.assertions],
  ] as const;
  return (
    <section className={isCurrent ? "version current" : "version"} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          <code>{id}</code>
        </h2>
        {isCurrent && <span className="state done">current</span>}
      </header>
      <p className="facts">
        <time dateTime={isoOf(time)}>{minuteOf(time)}</time> · {author} · {message}
        {prunedAt !== undefined && ` · rows pruned ${minuteOf(prunedAt)}`}
      </p>
      <dl className="counts">
        {figures.map(([name, count, earlier]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {countOf(count)} {earlier !== undefined && <Difference of={count - earlier} />}
            </dd>
          </div>
        ))}
        <div>
          <dt>Content</dt>
          <dd>
            <code title={content}>{content.slice(0, 20)}</code>
          </dd>
        </div>
      </dl>
      <details className="legend">
        <summary>Assertions by relation</summary>
        <RelationBars byRelation={counts.byRelation} />
      </details>
    </section>
  );
}

function Difference({ of }: { of: number }) {
  if (of === 0) return null;
  return <span className="difference">{of > 0 ? `+${countOf(of)}` : `−${countOf(-of)}`}</span>;
}
