import { shareOf } from "../words/numbers.ts";
import { Bar } from "./bar.tsx";

/** A critic's score from 0 to 1 as number and bar; null where none has judged. */
export function Score({
  name,
  value,
}: {
  name: "plausibility" | "typicality";
  value: number | null;
}) {
  if (value === null) return <span className="unjudged">not judged</span>;
  return (
    <span className="score">
      <span className="number">{shareOf(value)}</span>
      <Bar share={value} kind={name} />
    </span>
  );
}
