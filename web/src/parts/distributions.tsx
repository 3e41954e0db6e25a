import type { Distribution } from "../answer-parts.ts";
import { groupWords } from "../words/mining-words.ts";
import { Histogram } from "./histogram.tsx";

/** All histograms by what they count; first those that a setting cuts. */
export function Distributions({ distributions }: { distributions: readonly Distribution[] }) {
  const subjects = [...Map.groupBy(distributions, ({ subject }) => subject)];
  return (
    <section aria-labelledby="distributions">
      <h2 id="distributions">How they are spread</h2>
      <p className="note">
        A bar is a bin; its height is how many are in it. A dashed line is where a setting cuts.
      </p>
      <ul className="plot-legend">
        <li className="kept">kept</li>
        <li className="here">cut by the rule of this measure</li>
        <li className="elsewhere">cut by others</li>
      </ul>
      {subjects.map(([subject, own]) => (
        <div key={subject} className="apart">
          <h3>{groupWords(subject)}</h3>
          <div className="histograms">
            {own
              .toSorted((a, b) => Number(a.cut === null) - Number(b.cut === null))
              .map((distribution) => (
                <Histogram key={distribution.measure} distribution={distribution} />
              ))}
          </div>
        </div>
      ))}
    </section>
  );
}
