import type { MiningRun } from "../answer-parts.ts";
import { changeClauses } from "../words/mining-words.ts";
import { minuteOf } from "../words/times.ts";
import { Notice } from "./notice.tsx";

/** Which run is told of, and how it differs from today. */
export function MiningRunNotice({ run }: { run: MiningRun }) {
  const when = <time dateTime={run.finishedAt}>{minuteOf(run.finishedAt)}</time>;
  return (
    <>
      {run.state === "done" ? (
        <p className="note">The run of {when}, by today’s settings and inputs.</p>
      ) : (
        <Notice kind="warning">
          <p>
            This is the run of {when}, not of today:{" "}
            {changeClauses(run).join("; ") || "it was begun anew and is not done"}.{" "}
            <code>cosmo run mine</code> brings it up to date.
          </p>
        </Notice>
      )}
      {run.notices.map((notice) => (
        <p key={notice} className="note">
          {notice}
        </p>
      ))}
    </>
  );
}
