import { countOf, percentOf } from "../words/numbers.ts";
import { Bar } from "./bar.tsx";

interface Row {
  readonly words: string;
  readonly isKept: boolean;
  readonly count: number;
  /** Of what the share is. */
  readonly whole: number;
  readonly searches?: number;
  readonly wholeSearches?: number;
}

/** What became of all products, or of all queries: by number, and by searches where they have any. */
export function CoverageTable({
  title,
  one,
  none,
  rows,
}: {
  title: string;
  one: string;
  /** Said where there is no row. */
  none: string;
  rows: readonly Row[];
}) {
  const hasSearches = rows.some(({ searches }) => searches !== undefined);
  if (rows.length === 0) {
    return (
      <section aria-label={`${title} covered`}>
        <h3>{title}</h3>
        <p className="note">{none}</p>
      </section>
    );
  }
  return (
    <section aria-label={`${title} covered`}>
      <h3>{title}</h3>
      <table className="coverage">
        <thead>
          <tr>
            <th scope="col">What became of them</th>
            <th scope="col" className="amount">
              {one}
            </th>
            <th scope="col" className="share">
              Share
            </th>
            {hasSearches && (
              <>
                <th scope="col" className="amount">
                  Searches
                </th>
                <th scope="col" className="share">
                  Share
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ words, isKept, count, whole, searches = 0, wholeSearches = 0 }) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              <td className="amount">{countOf(count)}</td>
              <Share part={count} whole={whole} isKept={isKept} />
              {hasSearches && (
                <>
                  <td className="amount">{countOf(searches)}</td>
                  <Share part={searches} whole={wholeSearches} isKept={isKept} />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Share({ part, whole, isKept }: { part: number; whole: number; isKept: boolean }) {
  return (
    <td className="share">
      <span className="score">
        <span className="number">{percentOf(part, whole)}</span>
        <Bar share={whole === 0 ? 0 : part / whole} kind={isKept ? "plausibility" : "dropped"} />
      </span>
    </td>
  );
}
