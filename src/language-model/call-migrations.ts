/**
 * The versions of calls.db, oldest first. Long texts stand last in a row, so that sums over the short
 * columns do not read them. `asked_here` is 0 for answers imported from elsewhere: their cost was not
 * spent by this workspace. `repair_of` is the call whose unusable answer was shown.
 */
export const callMigrations: readonly string[] = [
  `CREATE TABLE calls (
    id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'valid', 'invalid')),
    asked_here INTEGER NOT NULL CHECK (asked_here IN (0, 1)),
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL NOT NULL,
    started_at INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,
    draw INTEGER NOT NULL,
    finish_reason TEXT,
    model TEXT NOT NULL,
    parameters TEXT NOT NULL,
    reason TEXT,
    text TEXT,
    answer_stem TEXT NOT NULL,
    system TEXT NOT NULL,
    prompt TEXT NOT NULL,
    raw_answer TEXT NOT NULL,
    PRIMARY KEY (id, attempt)
  ) STRICT`,
  `ALTER TABLE calls ADD COLUMN repair_of TEXT;
  CREATE INDEX repairs ON calls (repair_of) WHERE repair_of IS NOT NULL;
  CREATE INDEX unusable ON calls (id) WHERE state = 'invalid'`,
  // Was `invalid` at once, however often it was still to be asked.
  "UPDATE calls SET state = 'recorded' WHERE text IS NULL",
  // Null: claims come of it.
  "ALTER TABLE calls ADD COLUMN purpose TEXT",
];
