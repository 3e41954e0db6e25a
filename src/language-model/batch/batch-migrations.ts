/**
 * The versions of batches.db, oldest first. A job is known by a token of our own, which is written before anything is
 * submitted; `batch` is the provider's name of it. A request without a token is gathered and not in a job yet.
 * What a provider could not answer lies in `failures`, with how often it was asked.
 */
export const batchMigrations: readonly string[] = [
  `CREATE TABLE jobs (
    token TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    batch TEXT,
    input_file TEXT,
    status TEXT NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL,
    intended_at INTEGER NOT NULL,
    submitted_at INTEGER,
    checked_at INTEGER,
    is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1))
  ) STRICT;
  CREATE TABLE requests (
    call TEXT PRIMARY KEY,
    token TEXT REFERENCES jobs (token),
    model TEXT NOT NULL,
    cost REAL NOT NULL,
    request TEXT NOT NULL
  ) STRICT;
  CREATE INDEX requests_of_job ON requests (token, call);
  CREATE TABLE failures (
    call TEXT PRIMARY KEY,
    tries INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL
  ) STRICT`,
  // Whether the provider did not know it when it was last asked.
  "ALTER TABLE jobs ADD COLUMN is_unknown INTEGER NOT NULL DEFAULT 0 CHECK (is_unknown IN (0, 1))",
];
