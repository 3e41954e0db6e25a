import type { StageReport } from "../answer-parts.ts";
import { countOf, dollarsOf, durationOf } from "../words/numbers.ts";
import { DroppedList } from "./dropped-list.tsx";
import { FunnelTable } from "./funnel-table.tsx";

const states: Readonly<Record<StageReport["state"], string>> = {
  done: "done",
  stale: "stale: the next run does it again",
  never: "never ran",
  partial: "begun, not finished",
  waiting: "waits for batch jobs: the next run collects them",
};

export function StagePanel({ stage }: { stage: StageReport }) {
  const { name, state, rowsIn, rowsOut, groups, seconds, costUsd, notices, dropped, samples } =
    stage;
  const title = `stage-${name}`;
  return (
    <section className="stage" aria-labelledby={title}>
      <header>
        <h2 id={title}>{name}</h2>
        <span className={`state ${state}`}>{states[state]}</span>
        {state !== "never" && (
          <p className="total">
            <span className="number">{countOf(rowsIn)}</span> in
            <span aria-hidden="true"> → </span>
            <span className="hidden">, </span>
            <span className="number">{countOf(rowsOut)}</span> out
            <span className="time">
              {durationOf(seconds)}
              {costUsd > 0 && ` · ${dollarsOf(costUsd)}`}
            </span>
          </p>
        )}
      </header>
      {groups.length > 0 && (
        <div className="beside">
          <FunnelTable groups={groups} />
          <DroppedList dropped={dropped} samples={samples} />
        </div>
      )}
      {notices.map((notice) => (
        <p key={notice} className="note">
          {notice}
        </p>
      ))}
    </section>
  );
}
