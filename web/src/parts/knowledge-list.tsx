import type { Knowledge } from "../../../src/api/knowledge.ts";
import { countOf } from "../words/numbers.ts";
import { relationHeading } from "../words/relation-words.ts";
import { EdgeRow } from "./edge-row.tsx";

interface Properties {
  readonly total: number;
  readonly knowledge: readonly Knowledge[];
}

/** The sentences of a head by relation, in the order in which they came: the strongest first. */
export function KnowledgeList({ total, knowledge }: Properties) {
  const isJudged = knowledge.some(({ score, typicality }) => score !== null || typicality !== null);
  const groups = Map.groupBy(knowledge, ({ relation }) => relation);
  return (
    <div className={isJudged ? "knowledge judged" : "knowledge"}>
      {!isJudged && (
        <p className="note">
          Plausibility and typicality: not judged. No critic has looked at these sentences yet, so
          the most answers come first.
        </p>
      )}
      {[...groups].map(([relation, edges]) => (
        <section key={relation} aria-labelledby={`relation-${relation}`}>
          <header className="group">
            <h2 id={`relation-${relation}`}>
              {relationHeading(relation)} <span className="count">{countOf(edges.length)}</span>
            </h2>
            <div className="columns" aria-hidden="true">
              {isJudged && <span className="wide">Plausibility</span>}
              {isJudged && <span className="wide">Typicality</span>}
              <span>Answers</span>
              <span>Pairs</span>
              <span>Evidence</span>
            </div>
          </header>
          <ol className="edges">
            {edges.map((edge) => (
              <EdgeRow key={edge.edge} edge={edge} isJudged={isJudged} />
            ))}
          </ol>
        </section>
      ))}
      {total > knowledge.length && (
        <p className="note">
          The first {countOf(knowledge.length)} of {countOf(total)} sentences.
        </p>
      )}
      <Legend />
    </div>
  );
}

function Legend() {
  return (
    <details className="legend">
      <summary>What the numbers say</summary>
      <dl>
        <dt>Plausibility</dt>
        <dd>How likely the critic finds it that the sentence is true, 0 to 1.</dd>
        <dt>Typicality</dt>
        <dd>How likely it finds it that most shoppers would say so, 0 to 1.</dd>
        <dt>Answers</dt>
        <dd>Answers of the language model that said it.</dd>
        <dt>Pairs</dt>
        <dd>
          Different pairs of a query and a product, or of two products, behind it. None where it
          comes from the product type, whose truth was carried to this one, or from the query
          itself.
        </dd>
        <dt>Evidence</dt>
        <dd>
          Independent evidence: pairs whose other ends are of one product type count as one, and so
          does a type, and what was said of the query itself.
        </dd>
      </dl>
    </details>
  );
}
