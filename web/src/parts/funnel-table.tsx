import type { FunnelRow } from "../answer-parts.ts";
import { countOf, percentOf } from "../words/numbers.ts";
import { reasonsOf, reasonWords } from "../words/reasons.ts";
import { Bar } from "./bar.tsx";

/** Stages that have more groups show them when asked. */
const mostGroups = 8;

/** A stage by group: a bar is what came out of what went in, where something only falls away. */
export function FunnelTable({ groups }: { groups: readonly FunnelRow[] }) {
  const table = (
    <table className="funnel">
      <colgroup>
        <col />
        <col className="amount" span={3} />
        <col className="kept" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">By</th>
          <th scope="col" className="amount">
            In
          </th>
          <th scope="col" className="amount">
            Dropped
          </th>
          <th scope="col" className="amount">
            Out
          </th>
          <th scope="col" className="kept">
            Kept
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((row) => (
          <GroupRow key={row.group} row={row} />
        ))}
      </tbody>
    </table>
  );
  if (groups.length <= mostGroups) return table;
  return (
    <details>
      <summary className="groups">{groups.length} groups</summary>
      {table}
    </details>
  );
}

function GroupRow({ row: { group, rowsIn, rowsOut, dropped } }: { row: FunnelRow }) {
  const reasons = reasonsOf(dropped);
  return (
    <tr>
      <th scope="row">
        {group}
        {reasons.length > 0 && <span className="reasons">{reasonWords(dropped)}</span>}
      </th>
      <td className="amount">{countOf(rowsIn)}</td>
      <td className="amount">{countOf(reasons.reduce((sum, [, count]) => sum + count, 0))}</td>
      <td className="amount">{countOf(rowsOut)}</td>
      <td className="kept">
        {rowsOut <= rowsIn && rowsIn > 0 ? (
          <span className="score">
            <span className="number">{percentOf(rowsOut, rowsIn)}</span>
            <Bar share={rowsOut / rowsIn} kind="plausibility" />
          </span>
        ) : (
          <span className="unjudged">–</span>
        )}
      </td>
    </tr>
  );
}
