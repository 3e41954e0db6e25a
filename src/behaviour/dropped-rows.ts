import { samplesPerReason } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import { shownSample } from "./shown-sample.ts";

interface DroppedRows {
  readonly reason: string;
  readonly count: number;
  /** Drawn by the seed. */
  readonly samples: readonly string[];
}

/** Counts a `dropped_…` relation (reason, sample, times) and draws samples of each reason. */
async function droppedRows(
  session: SqlSession,
  relation: string,
  seed: number,
): Promise<readonly DroppedRows[]> {
  const rows = await session.rows(`
    WITH examples AS (
      SELECT reason, sample, CAST(sum(times) AS BIGINT) AS times FROM ${relation} GROUP BY reason, sample
    ), ranked AS (
      SELECT reason, sample, CAST(sum(times) OVER (PARTITION BY reason) AS BIGINT) AS times,
        row_number() OVER (PARTITION BY reason ORDER BY sha256(concat(${seed}, sample)), sample) AS nth
      FROM examples
    )
    SELECT reason, times, sample FROM ranked WHERE nth <= ${samplesPerReason} ORDER BY reason, nth`);
  const byReason = Map.groupBy(rows, ({ reason }) => String(reason));
  return Array.from(byReason, ([reason, examples]) => ({
    reason,
    count: Number(examples[0]?.["times"]),
    samples: examples.map(({ sample }) => shownSample(relation, String(sample))),
  }));
}

/** Counts the rows of a `dropped_…` relation in a part, under a line of the funnel. */
export async function recordDropped(
  session: SqlSession,
  draft: PartDraft<never>,
  group: string,
  relation: string,
  seed: number,
): Promise<void> {
  for (const { reason, count, samples } of await droppedRows(session, relation, seed)) {
    draft.dropped(reason, undefined, count, group);
    for (const sample of samples) draft.dropped(reason, sample, 0, group);
  }
}
