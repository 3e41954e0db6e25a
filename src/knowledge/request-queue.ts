import { openStateDatabase } from "../state/open-state-database.ts";
import { Recent } from "./recent.ts";

/** Heads whose knowledge was asked for and lacking, by their ids alone, for the next run. */
export interface RequestQueue {
  /** Whether heads can be noted: not in a workspace that is read-only. */
  readonly isOpen: boolean;
  /** Notes a head in memory; it is written soon, 200 of them each fifth of a second. False where it can't be noted. */
  add(head: string): boolean;
  /** Writes what is noted, at once. */
  flush(): void;
  count(): number;
  /** All that is written, those asked for first first. */
  list(): readonly string[];
  remove(heads: readonly string[]): void;
  close(): void;
}

export interface RequestQueueOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when a batch could not be written; it is tried again with the next one. */
  readonly onFailure?: (error: unknown) => void;
  /** Heads in the file; with more, those asked for first make room. Default 100,000. */
  readonly keptAtMost?: number;
}

/** Heads in one write, so that none keeps the event loop for long. */
const batchSize = 200;
const betweenWritesMs = 200;
/** Heads that wait in memory; more are dropped, and come again when they are asked for again. */
const waitingAtMost = 20_000;
/** Heads that were written are not written again for a while; a run may have taken them in between. */
const recentlyWritten = 50_000;
const writtenAgainAfterMs = 600_000;

const migrations = [
  `CREATE TABLE requested_heads (
     head TEXT PRIMARY KEY,
     requestedAt INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX requested_heads_by_time ON requested_heads (requestedAt)`,
];

/** Opens the queue in `run.db`, which is disposable: without it the next run asks for nothing more. */
export function openRequestQueue(
  file: string,
  { now, onFailure = () => {}, keptAtMost = 100_000 }: RequestQueueOptions,
): RequestQueue {
  const database = openStateDatabase(file, { migrations, synchronous: "normal" });
  const insert = database.prepare("INSERT OR IGNORE INTO requested_heads VALUES (?, ?)");
  const counted = database.prepare<{ count: number }>(
    "SELECT count(*) AS count FROM requested_heads",
  );
  const listed = database.prepare<{ head: string }>(
    "SELECT head FROM requested_heads ORDER BY requestedAt, head",
  );
  const removed = database.prepare("DELETE FROM requested_heads WHERE head = ?");
  const trimmed = database.prepare(
    `DELETE FROM requested_heads WHERE head IN
       (SELECT head FROM requested_heads ORDER BY requestedAt, head LIMIT ?)`,
  );
  const waiting = new Map<string, number>();
  const written = new Recent<string, number>(recentlyWritten);
  const countKept = (): number => counted.get()?.count ?? 0;
  /** No less than are there: what a run takes away in another process is not heard of. */
  let kept = countKept();
  let timer: NodeJS.Timeout | undefined;

  function writeBatch(): void {
    const batch = [...waiting.entries().take(batchSize)];
    if (batch.length === 0) return;
    kept += database.transaction(() =>
      batch.reduce((sum, [head, time]) => sum + insert.run(head, time), 0),
    );
    for (const [head] of batch) {
      waiting.delete(head);
      written.set(head, now());
    }
    if (kept <= keptAtMost) return;
    kept = countKept();
    if (kept > keptAtMost) kept -= trimmed.run(kept - keptAtMost);
  }

  function writeLater(): void {
    if (timer !== undefined || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      try {
        writeBatch();
      } catch (error) {
        onFailure(error);
      }
      writeLater();
    }, betweenWritesMs);
    timer.unref();
  }

  return {
    isOpen: !database.isReadOnly,
    add(head) {
      const [time, writtenAt] = [now(), written.get(head)];
      if (waiting.has(head)) return true;
      if (writtenAt !== undefined && time - writtenAt < writtenAgainAfterMs) return true;
      if (database.isReadOnly || waiting.size >= waitingAtMost) return false;
      waiting.set(head, time);
      writeLater();
      return true;
    },
    flush() {
      while (waiting.size > 0) writeBatch();
    },
    count: () => countKept() + waiting.size,
    list: () => listed.all().map(({ head }) => head),
    remove(heads) {
      database.transaction(() => {
        for (const head of heads) removed.run(head);
      });
      for (const head of heads) written.delete(head);
    },
    close() {
      clearTimeout(timer);
      database.close();
    },
  };
}
