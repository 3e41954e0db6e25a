import type { Knowledge } from "../../../src/api/knowledge.ts";
import { edgeAddress, intentAddress } from "../routes/route.ts";
import { countOf } from "../words/numbers.ts";
import { originWords } from "../words/origin.ts";
import { splitAround } from "../words/split-around.ts";
import { Score } from "./score.tsx";

/** One sentence with its measures: the intent in it leads to the intent, the rest to the evidence. */
export function EdgeRow({ edge, isJudged }: { edge: Knowledge; isJudged: boolean }) {
  const { sentence, intent, score, typicality, support, pairs, types, evidence } = edge;
  const split = splitAround(sentence, intent.wording);
  const intentLink = (words: string) => (
    <a className="intent" href={intentAddress(intent.id)}>
      {words}
    </a>
  );
  return (
    <li className="edge">
      <p className="sentence">
        {split ? (
          <>
            {split.before}
            {intentLink(split.within)}
            {split.after}
          </>
        ) : (
          <>
            {sentence} ({intentLink(intent.wording)})
          </>
        )}
        {pairs === 0 && <span className="origin"> {originWords({ types })}</span>}
      </p>
      <dl className="measures">
        {isJudged && (
          <>
            <div className="wide">
              <dt>Plausibility</dt>
              <dd>
                <Score name="plausibility" value={score} />
              </dd>
            </div>
            <div className="wide">
              <dt>Typicality</dt>
              <dd>
                <Score name="typicality" value={typicality} />
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>Answers</dt>
          <dd>{countOf(support)}</dd>
        </div>
        <div>
          <dt>Pairs</dt>
          <dd>{countOf(pairs)}</dd>
        </div>
        <div>
          <dt>Evidence</dt>
          <dd>{countOf(evidence)}</dd>
        </div>
      </dl>
      <a className="why" href={edgeAddress(edge.edge)} aria-label={`Why: ${sentence}`}>
        Why<span aria-hidden="true"> ›</span>
      </a>
    </li>
  );
}
