import type { EvidenceClaim } from "../answer-parts.ts";
import { counted, measureOf } from "../words/numbers.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import { PairPanel } from "./pair-panel.tsx";
import { QueryPanel } from "./query-panel.tsx";
import { Score } from "./score.tsx";
import { TypePanel } from "./type-panel.tsx";

interface Properties {
  readonly claim: EvidenceClaim;
  readonly headKind: "product" | "query";
  readonly isOpen: boolean;
}

/**
 * One claim with its way back in three steps: what was measured, what the log has or which type it is of, what was
 * answered.
 */
export function ClaimPanel({ claim, headKind, isOpen }: Properties) {
  const { sentence, support, kept, dropReason, pair, type, query, answers, tail } = claim;
  return (
    <details className="claim" open={isOpen}>
      <summary>
        <span className="sentence">{sentence ?? "A claim that is gone since"}</span>
        <span className="about">
          {type !== null && `type “${type.name}” · `}
          {query !== null && `query “${query.words}” · `}
          {counted(support, "answer")}
          {claim.votes !== null && ` · ${counted(claim.votes, "vote")}`}
          {kept === false && " · dropped"}
        </span>
      </summary>
      <div className="steps">
        <section>
          <h3>Claim</h3>
          {kept === false && <p>Dropped: {dropReason}</p>}
          {kept === null && (
            <p>Today’s settings no longer give this claim; the graph still has what it led to.</p>
          )}
          <dl className="facts-grid">
            <div>
              <dt>Plausibility</dt>
              <dd>
                <Score name="plausibility" value={claim.plausibility} />
              </dd>
            </div>
            <div>
              <dt>Typicality</dt>
              <dd>
                <Score name="typicality" value={claim.typicality} />
              </dd>
            </div>
            <div>
              <dt>Perplexity</dt>
              <dd>{measureOf(claim.perplexity, 1)}</dd>
            </div>
            <div>
              <dt>Copy similarity</dt>
              <dd>{measureOf(claim.copySimilarity)}</dd>
            </div>
            <div>
              <dt>Context cosine</dt>
              <dd>{measureOf(claim.contextCosine)}</dd>
            </div>
            <div>
              <dt>Heads that say it</dt>
              <dd>{measureOf(claim.documentFrequency, 0)}</dd>
            </div>
            <div>
              <dt>Spread over types</dt>
              <dd>{measureOf(claim.spread)}</dd>
            </div>
          </dl>
        </section>
        {pair !== null && <PairPanel pair={pair} />}
        {query !== null && <QueryPanel query={query} />}
        {type !== null && (
          <TypePanel
            type={type}
            votes={claim.votes}
            carried={claim.carried}
            purchases={claim.purchases}
            headKind={headKind}
          />
        )}
        <section>
          <h3>
            {answers.total === 1 ? "Answer" : `${counted(answers.total, "answer")}`} of the language
            model
          </h3>
          {answers.rows.map((answer) => (
            <AnswerPanel key={answer.call} answer={answer} tail={tail ?? ""} />
          ))}
        </section>
      </div>
    </details>
  );
}
