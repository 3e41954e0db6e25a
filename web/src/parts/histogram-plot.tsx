import type { Bin } from "../answer-parts.ts";
import { placeAmong } from "../words/cut-place.ts";
import { countOf, shortOf } from "../words/numbers.ts";
import type { Stack } from "./histogram.tsx";

const width = 360;
const height = 150;
const left = 4;
const top = 16;
const bottom = 20;
/** An edge has room for its number where the next one that is told is so far away. */
const roomOfEdge = 34;
/** What is there at all is seen. */
const leastHeight = 1.5;

const parts = ["kept", "here", "elsewhere"] as const;

/** Bars in a row, equally wide, their parts on each other; the cut is a dashed line. The table beside it has the numbers. */
export function HistogramPlot({
  bins,
  stacks,
  cut,
  label,
}: {
  bins: readonly Bin[];
  stacks: readonly Stack[];
  cut: number | null;
  label: string;
}) {
  const step = (width - 2 * left) / bins.length;
  const most = Math.max(
    ...stacks.map((stack) => parts.reduce((sum, part) => sum + stack[part], 0)),
  );
  const floor = height - bottom;
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(leastHeight, (count / most) * (floor - top));
  const every = Math.ceil(roomOfEdge / step);
  const cutAt = cut === null ? null : left + step * placeAmong(bins, cut);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <text className="most" x={width - left} y={top - 5}>
        {countOf(most)}
      </text>
      <line className="rule" x1={left} x2={width - left} y1={top} y2={top} />
      {stacks.map((stack, place) => {
        let foot = floor;
        return parts.map((part) => {
          const tall = heightOf(stack[part]);
          foot -= tall;
          return (
            tall > 0 && (
              <rect
                key={`${bins[place]?.bin} ${part}`}
                className={part}
                x={left + step * place + 1}
                y={foot}
                width={step - 2}
                height={tall}
              />
            )
          );
        });
      })}
      <line className="axis" x1={left} x2={width - left} y1={floor} y2={floor} />
      {bins.map(
        ({ bin, least }, place) =>
          least !== null &&
          (place - 1) % every === 0 && (
            <text key={bin} className="edge-name" x={left + step * place} y={height - 6}>
              {shortOf(least)}
            </text>
          ),
      )}
      {cutAt !== null && <line className="cut" x1={cutAt} x2={cutAt} y1={2} y2={floor + 4} />}
    </svg>
  );
}
