import type { UncoveredQueries } from "../answer-parts.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";
import { countOf } from "../words/numbers.ts";

/** The most searched queries without a kept pair. */
export function UncoveredQueryTable({ queries: { total, rows } }: { queries: UncoveredQueries }) {
  const addressOf = useHeadAddress();
  const title = "Most searched queries without a kept pair";
  return (
    <section className="apart" aria-label={title}>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="note">None.</p>
      ) : (
        <>
          <table className="uncovered">
            <thead>
              <tr>
                <th scope="col">Query</th>
                <th scope="col" className="amount">
                  Searches
                </th>
                <th scope="col" className="amount">
                  Customers
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, text, site, locale, words, searches, customers }) => (
                <tr key={id}>
                  <th scope="row">
                    <a href={addressOf({ kind: "query", id, words: text, site, locale })}>{text}</a>
                    <span className="reasons">{words}</span>
                  </th>
                  <td className="amount">{countOf(searches)}</td>
                  <td className="amount">{countOf(customers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length < total && (
            <p className="note">
              The first {countOf(rows.length)} of {countOf(total)}.
            </p>
          )}
        </>
      )}
    </section>
  );
}
