/**
 * The versions of budget.db, oldest first. Sums of money are whole billionths of a dollar. What a run
 * has set aside for a call lies in `reservations` from before the call is made until its cost is known.
 */
export const budgetMigrations: readonly string[] = [
  `CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    until TEXT NOT NULL,
    said TEXT NOT NULL,
    caps TEXT NOT NULL,
    cost REAL NOT NULL DEFAULT 0,
    presumed_cost REAL NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    presumed_calls INTEGER NOT NULL DEFAULT 0,
    milliseconds INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id),
    call TEXT NOT NULL,
    reserved_at INTEGER NOT NULL,
    cost REAL NOT NULL
  ) STRICT`,
  // The batch job that asks the call; null: it is asked by itself.
  `ALTER TABLE reservations ADD COLUMN job TEXT;
  CREATE INDEX reservations_of_job ON reservations (job, call) WHERE job IS NOT NULL`,
];
