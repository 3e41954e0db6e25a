import type { EdgeEvidence } from "../../../src/api/edge-evidence.ts";
import { Answered } from "../parts/answered.tsx";
import { ClaimPanel } from "../parts/claim-panel.tsx";
import { Heading } from "../parts/heading.tsx";
import { Score } from "../parts/score.tsx";
import { intentAddress } from "../routes/route.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";
import { counted, countOf } from "../words/numbers.ts";
import { originWords } from "../words/origin.ts";
import { relationWords } from "../words/relation-words.ts";
import { daysOf } from "../words/times.ts";

/** The way back of one edge: claims, what the critic found, the log's counts, prompts, raw answers. */
export function EdgeView({ id }: { id: string }) {
  const addressOf = useHeadAddress();
  return (
    <Answered<EdgeEvidence> path={`/v1/edges/${encodeURIComponent(id)}`}>
      {({ edge, claims }) => (
        <article>
          <p className="kind">Evidence</p>
          <Heading title={edge.sentence} />
          <p className="facts">
            Said of the {edge.head.kind} <a href={addressOf(edge.head)}>{edge.head.words}</a> ·{" "}
            {relationWords(edge.relation)} ·{" "}
            <a href={intentAddress(edge.intent.id)}>{edge.intent.wording}</a>
            {edge.pairs === 0 && ` · ${originWords(edge)}`}
          </p>
          <dl className="figures small">
            <div>
              <dt>Plausibility</dt>
              <dd>
                <Score name="plausibility" value={edge.score} />
              </dd>
            </div>
            <div>
              <dt>Typicality</dt>
              <dd>
                <Score name="typicality" value={edge.typicality} />
              </dd>
            </div>
            <div>
              <dt>Answers</dt>
              <dd>{countOf(edge.support)}</dd>
            </div>
            <div>
              <dt>Pairs</dt>
              <dd>{countOf(edge.pairs)}</dd>
            </div>
            <div>
              <dt>Types</dt>
              <dd>{countOf(edge.types)}</dd>
            </div>
            <div>
              <dt>Evidence</dt>
              <dd>{countOf(edge.evidence)}</dd>
            </div>
            <div>
              <dt>Seen</dt>
              <dd className="plain">
                {edge.firstSeen === null || edge.lastSeen === null
                  ? "not in the log"
                  : daysOf(edge.firstSeen, edge.lastSeen)}
              </dd>
            </div>
          </dl>
          <h2>{counted(claims.total, "claim")} behind it</h2>
          <ol className="claims">
            {claims.rows.map((claim, place) => (
              <li key={claim.id}>
                <ClaimPanel claim={claim} headKind={edge.head.kind} isOpen={place === 0} />
              </li>
            ))}
          </ol>
          {claims.total > claims.rows.length && (
            <p className="note">
              The first {countOf(claims.rows.length)} of {countOf(claims.total)} claims.
            </p>
          )}
        </article>
      )}
    </Answered>
  );
}
