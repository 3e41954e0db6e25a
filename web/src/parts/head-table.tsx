import { countOf } from "../words/numbers.ts";
import { relationWords } from "../words/relation-words.ts";
import { Score } from "./score.tsx";

interface Row {
  readonly id: string;
  readonly words: string;
  readonly address: string;
  readonly relation: string;
  readonly score: number | null;
}

/** The products or queries that an intent belongs to. */
export function HeadTable({
  title,
  one,
  total,
  rows,
}: {
  title: string;
  one: string;
  total: number;
  rows: readonly Row[];
}) {
  const isJudged = rows.some(({ score }) => score !== null);
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="count">{countOf(total)}</span>
      </h2>
      {rows.length === 0 ? (
        <p className="note">None.</p>
      ) : (
        <table className="heads">
          <thead>
            <tr>
              <th scope="col">{one}</th>
              <th scope="col">Relation</th>
              {isJudged && <th scope="col">Plausibility</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, words, address, relation, score }) => (
              <tr key={`${relation} ${id}`}>
                <td>
                  <a href={address}>{words}</a>
                </td>
                <td>{relationWords(relation)}</td>
                {isJudged && (
                  <td>
                    <Score name="plausibility" value={score} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && !isJudged && <p className="note">Plausibility: not judged.</p>}
      {total > rows.length && (
        <p className="note">
          The first {countOf(rows.length)} of {countOf(total)}.
        </p>
      )}
    </section>
  );
}
