import type { ImportReport } from "../answer-parts.ts";
import { counted } from "../words/numbers.ts";
import { reasonWords } from "../words/reasons.ts";
import { daysOf } from "../words/times.ts";

/** What was read in before the first stage, and how much of it was no use. */
export function ImportList({ imports }: { imports: readonly ImportReport[] }) {
  return (
    <section className="stage" aria-labelledby="stage-import">
      <header>
        <h2 id="stage-import">import</h2>
      </header>
      {imports.length === 0 ? (
        <p className="note">Nothing imported yet.</p>
      ) : (
        <ul className="imports">
          {imports.map(({ id, table, rows, days, rejected, sources, complete, forgotten }) => (
            <li key={id}>
              <span>{table}</span>
              <span className="amount">{counted(rows, "row")}</span>
              <span className="rejected">{rejectedWords(rejected)}</span>
              <span className="source" title={sources.join("\n")}>
                {sources.slice(0, 2).map(fileName).join(", ")}
                {sources.length > 2 && ` and ${sources.length - 2} more`}
                {days !== null && `: ${daysOf(days.from, days.to)}`}
                {!complete && " (incomplete)"}
                {forgotten > 0 && ` (${counted(forgotten, "event")} forgotten)`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const fileName = (source: string): string => source.split(/[/\\]/).at(-1) ?? source;

function rejectedWords(rejected: ImportReport["rejected"]): string {
  const words = reasonWords(rejected);
  return words === "" ? "none rejected" : `rejected: ${words}`;
}
