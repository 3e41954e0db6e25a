import type { Bin } from "../answer-parts.ts";
import { countOf } from "../words/numbers.ts";
import { reasonsOf, reasonWords } from "../words/reasons.ts";

/** The numbers of a plot, for those who can't see it or want them exactly. */
export function HistogramTable({ bins, caption }: { bins: readonly Bin[]; caption: string }) {
  const filled = bins.filter(({ kept, cut }) => kept > 0 || reasonsOf(cut).length > 0);
  return (
    <details>
      <summary>
        Numbers<span className="hidden"> of {caption}</span>
      </summary>
      <table>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Bin</th>
            <th scope="col" className="amount">
              Kept
            </th>
            <th scope="col">Cut by</th>
          </tr>
        </thead>
        <tbody>
          {filled.map(({ bin, kept, cut }) => (
            <tr key={bin}>
              <th scope="row">{bin}</th>
              <td className="amount">{countOf(kept)}</td>
              <td>{reasonWords(cut)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
