import type { UncoveredProducts } from "../answer-parts.ts";
import { productAddress } from "../routes/route.ts";
import { countOf } from "../words/numbers.ts";

/** Products without a kept pair, each with its reason. */
export function UncoveredProductTable({
  products: { total, rows },
}: {
  products: UncoveredProducts;
}) {
  const title = "Products without a kept pair";
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
                <th scope="col">Product</th>
                <th scope="col">Id</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, title: words, words: why }) => (
                <tr key={id}>
                  <th scope="row">
                    <a href={productAddress(id)}>{words}</a>
                    <span className="reasons">{why}</span>
                  </th>
                  <td>
                    <code>{id}</code>
                  </td>
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
