import type { StatusAnswer } from "../../../src/api/workspace-answers.ts";
import { useAnswer } from "../server/use-answer.ts";
import { countOf } from "../words/numbers.ts";
import { RelationBars } from "./relation-bars.tsx";

/** For those who may see it: a reader's key alone does not show it. */
export function GraphInNumbers() {
  const asked = useAnswer<StatusAnswer>("/v1/status");
  if (asked.state !== "answered" || asked.answer.graph === null) return null;
  const { nodes, assertions, edges, byRelation } = asked.answer.graph;
  return (
    <section aria-labelledby="in-numbers">
      <h2 id="in-numbers">The graph in numbers</h2>
      <dl className="figures">
        <div>
          <dt>Edges</dt>
          <dd>{countOf(edges)}</dd>
          <dd className="about">sentences about a product or a query</dd>
        </div>
        <div>
          <dt>Intents</dt>
          <dd>{countOf(nodes)}</dd>
          <dd className="about">what shoppers mean, each thing once</dd>
        </div>
        <div>
          <dt>Assertions</dt>
          <dd>{countOf(assertions)}</dd>
          <dd className="about">claims that were published</dd>
        </div>
      </dl>
      <h3>Assertions by relation</h3>
      <RelationBars byRelation={byRelation} />
      <p className="note">
        <a href="#/run">How they came about</a> · <a href="#/versions">Versions of the graph</a>
      </p>
    </section>
  );
}
