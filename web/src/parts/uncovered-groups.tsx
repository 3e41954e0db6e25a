import type { ProductGroups } from "../answer-parts.ts";
import { countOf } from "../words/numbers.ts";

/** Departments or product types, the most uncovered products first, each with its reasons. */
export function UncoveredGroups({
  title,
  one,
  many,
  groups: { total, withoutPair, rows },
}: {
  title: string;
  one: string;
  many: string;
  groups: ProductGroups;
}) {
  const uncovered = rows.filter((row) => row.uncovered > 0);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {uncovered.length === 0 ? (
        <p className="note">None: every product is in a kept pair.</p>
      ) : (
        <table className="uncovered">
          <thead>
            <tr>
              <th scope="col">{one}</th>
              <th scope="col" className="amount">
                Uncovered
              </th>
              <th scope="col" className="amount">
                Of
              </th>
            </tr>
          </thead>
          <tbody>
            {uncovered.map(({ name, uncovered: lacking, products, reasons }) => (
              <tr key={name ?? ""}>
                <th scope="row">
                  {name ?? `no ${one.toLowerCase()}`}
                  <span className="reasons">
                    {reasons
                      .map((reason) => `${reason.words} ${countOf(reason.products)}`)
                      .join(", ")}
                  </span>
                </th>
                <td className="amount">{countOf(lacking)}</td>
                <td className="amount">{countOf(products)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="note">
        {countOf(withoutPair)} of {countOf(total)} {many} have no product in a kept pair.
        {rows.length < total && ` The first ${countOf(rows.length)} are shown.`}
      </p>
    </section>
  );
}
