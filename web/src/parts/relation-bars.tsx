import { countOf } from "../words/numbers.ts";
import { relationHeading } from "../words/relation-words.ts";
import { Bar } from "./bar.tsx";

/** How many there are of each relation, the most first. */
export function RelationBars({ byRelation }: { byRelation: Readonly<Record<string, number>> }) {
  const rows = Object.entries(byRelation).toSorted(([, a], [, b]) => b - a);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <ul className="relation-bars">
      {rows.map(([relation, count]) => (
        <li key={relation}>
          <span>{relationHeading(relation)}</span>
          <Bar share={count / most} kind="plausibility" />
          <span className="number">{countOf(count)}</span>
        </li>
      ))}
    </ul>
  );
}
