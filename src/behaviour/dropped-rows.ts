import { samplesPerReason } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { shownSample } from "./shown-sample.ts";

interface DroppedRows {
  readonly reason: string;
  readonly count: number;
  /** Drawn by the seed. */
  readonly samples: readonly string[];
}

/** Counts a `dropped_…` relation (reason, sample, times) and draws samples of each reason. */
async function droppedRows(
  connection: SqlConnection,
  relation: string,
  seed: number,
): Promise<readonly DroppedRows[]> {
  const reader = await connection.runAndReadAll(`
    WITH examples AS (
      SELECT reason, sample, sum(times) AS times FROM ${relation} GROUP BY reason, sample
    ), ranked AS (
      SELECT reason, sample, times,
        row_number() OVER (PARTITION BY reason ORDER BY sha256(concat(${seed}, sample)), sample) AS nth
      FROM examples
    )
    SELECT reason, sum(times), list(sample ORDER BY nth) FILTER (WHERE nth <= ${samplesPerReason})
    FROM ranked
    GROUP BY reason
    ORDER BY reason`);
  return reader.getRowsJson().map(([reason, count, samples]) => ({
    reason: String(reason),
    count: Number(count),
    samples: (samples as readonly unknown[]).map((sample) => shownSample(relation, String(sample))),
  }));
}

/** Counts the rows of a `dropped_…` relation in a part, under a line of the funnel. */
export async function recordDropped(
  connection: SqlConnection,
  draft: PartDraft<never>,
  group: string,
  relation: string,
  seed: number,
): Promise<void> {
  for (const { reason, count, samples } of await droppedRows(connection, relation, seed)) {
    draft.dropped(reason, undefined, count, group);
    for (const sample of samples) draft.dropped(reason, sample, 0, group);
  }
}
