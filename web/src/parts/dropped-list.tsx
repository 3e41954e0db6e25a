import { useId } from "react";
import { countOf } from "../words/numbers.ts";
import { reasonsOf } from "../words/reasons.ts";
import { Bar } from "./bar.tsx";

interface Properties {
  readonly dropped: Readonly<Record<string, number>>;
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

/** Why rows were dropped: a bar is the reason's share of all that was. Each opens to a few of the rows. */
export function DroppedList({ dropped, samples }: Properties) {
  const title = useId();
  const reasons = reasonsOf(dropped);
  const all = reasons.reduce((sum, [, count]) => sum + count, 0);
  if (reasons.length === 0) return <p className="note">Nothing was dropped.</p>;
  return (
    <div>
      <p className="dropped-title" id={title}>
        Dropped, by reason
      </p>
      <ul className="dropped" aria-labelledby={title}>
        {reasons.map(([reason, count]) => {
          const texts = samples[reason] ?? [];
          const line = (
            <>
              <span className="reason">{reason}</span>
              <Bar share={count / all} kind="dropped" />
              <span className="number">{countOf(count)}</span>
            </>
          );
          return (
            <li key={reason}>
              {texts.length === 0 ? (
                <div className="line">{line}</div>
              ) : (
                <details>
                  <summary className="line">{line}</summary>
                  <ul className="examples">
                    {texts.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
