import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { replacedTimes } from "../../behaviour/replaced-times.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { hashOf } from "../../domain/hash.ts";
import type { Progress } from "../../domain/progress.ts";
import type { Table } from "../../domain/table.ts";
import { events } from "../../domain/tables/events.ts";
import { replacedDays } from "../../domain/tables/observed.ts";
import { type SqlConnection, sqlText } from "../../sql/sql.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { knownCustomerHash } from "../customer-key.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";

export interface ForgettingRequest {
  /** Ids as the log has them. */
  readonly customers: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface Forgotten {
  /** Different ids that were given. */
  readonly customers: number;
  /** Of these, the ones that no event names. */
  readonly unknown: number;
  /** Events that are gone. */
  readonly events: number;
  /** Imports that held some of them. */
  readonly imports: number;
  /** Other customers whom the same sessions name: what they did stays. */
  readonly others: number;
}

/**
 * Takes customers out of the imported events: their events, and those of their sessions that name nobody. Files that
 * held any are gone from the disk afterwards, and so is all that was put together of days, which the next run makes
 * anew. What is counted beyond that stays until then: the words in it are those of several people.
 *
 * An interruption leaves the imports as they were, and the same call goes on.
 *
 * @throws CosmoError CUSTOMER_KEY_MISSING
 */
export async function forgetCustomers(
  workspace: Workspace,
  { customers, signal, progress }: ForgettingRequest,
): Promise<Forgotten> {
  const { imports, sql, store, stages } = workspace;
  const records = await imports.list();
  const parts = partsOf(records);
  const ids = [...new Set(customers)];
  const none = { customers: ids.length, unknown: ids.length, events: 0, imports: 0, others: 0 };
  if (parts.length === 0) return none;
  const hash = knownCustomerHash(workspace.stateFolder);
  if (hash === null) throw keyMissing();
  const hashes = ids.map(hash).toSorted();
  return sql.use(async (connection) => {
    const told = await nameForgotten(connection, hashes, store.files(datasetOf("events", parts)));
    const forgetting = { workspace, connection, name: hashOf(hashes) };
    const work = progress.started("forget", "parts", parts.length);
    const kept: ImportRecord[] = [];
    let read = 0;
    for (const record of records) {
      signal.throwIfAborted();
      kept.push(record.table === "events" ? await withoutForgotten(forgetting, record) : record);
      read += record.table === "events" ? record.parts.length : 0;
      work.progressed(read);
    }
    const changed = kept.filter((record, place) => record !== records[place]);
    if (changed.length > 0) {
      // First what was made of them: whoever sees the events without them sees nothing of them any more.
      const made = stages.filter(({ reads }) => Object.values(reads).includes(events));
      await removeOthers(
        store,
        [],
        made.flatMap(({ writes }) => Object.values(writes)),
      );
      await imports.rewrite(kept);
    }
    // Also what earlier imports left, and what a call that was killed here did.
    const named = kept.flatMap(({ replacedParts = [] }) => replacedParts);
    await removeOthers(store, [...partsOf(kept), ...named], [events, replacedDays]);
    work.finished();
    const rowsIn = (of: readonly ImportRecord[]): number =>
      of.reduce((sum, { rows }) => sum + rows, 0);
    return {
      ...{ customers: ids.length, unknown: ids.length - told.known, others: told.others },
      ...{ events: rowsIn(records) - rowsIn(kept), imports: changed.length },
    };
  });
}

async function removeOthers(
  store: Store,
  kept: readonly PartManifest[],
  tables: readonly Table[],
): Promise<void> {
  for (const part of await store.others(kept, tables)) await store.remove(part);
}

const partsOf = (records: readonly ImportRecord[]): readonly PartManifest[] =>
  records.filter(({ table }) => table === "events").flatMap(({ parts }) => parts);

const fileOf = (name: string): URL => new URL(`${name}.sql`, import.meta.url);

/** Makes the tables `forgotten` and `forgotten_sessions` of the connection. */
async function nameForgotten(
  connection: SqlConnection,
  hashes: readonly string[],
  files: readonly string[],
): Promise<{ readonly known: number; readonly others: number }> {
  const of = { events: { files } };
  const rows = hashes.map((hash) => `(${sqlText(hash)})`);
  await connection.run(
    `CREATE TEMP TABLE forgotten AS SELECT * FROM (VALUES ${rows}) AS named (customer)`,
  );
  await connection.run(
    `CREATE TEMP TABLE forgotten_sessions AS ${sqlFromFile(fileOf("forgotten-sessions"), of)}`,
  );
  const reader = await connection.runAndReadAll(sqlFromFile(fileOf("named-customers"), of));
  const [[known, others] = []] = reader.getRowsJson();
  return { known: Number(known), others: Number(others) };
}

interface Forgetting {
  readonly workspace: Workspace;
  readonly connection: SqlConnection;
  /** Of those who are forgotten. */
  readonly name: string;
}

/** The same import where it has none of their events. */
async function withoutForgotten(
  forgetting: Forgetting,
  record: ImportRecord,
): Promise<ImportRecord> {
  const parts: PartManifest[] = [];
  for (const part of record.parts) parts.push(await partWithout(forgetting, part));
  const [first] = record.parts;
  const [renamed] = parts;
  if (first === undefined || renamed === undefined) return record;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (rows === record.rows) return record;
  const { replacedParts = [], forgotten = 0 } = record;
  return {
    ...record,
    ...{ parts, rows, forgotten: forgotten + record.rows - rows },
    ...(replacedParts.length > 0 && {
      replacedParts: await replacedBy(forgetting, replacedParts, renamed),
    }),
  };
}

async function partWithout(
  { workspace: { store }, connection, name }: Forgetting,
  part: PartManifest,
): Promise<PartManifest> {
  const told = sqlFromFile(fileOf("told-events"), {
    events: { files: store.files(datasetOf("events", [part])) },
  });
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM (${told}) WHERE is_forgotten`,
  );
  const [[forgotten] = []] = reader.getRowsJson();
  if (Number(forgotten) === 0) return part;
  return store.part({
    ...{ table: events, name: part.name, inputs: ["without", part.recipe, name] },
    async fill(draft) {
      draft.dropped("forgotten", undefined, Number(forgotten));
      await draft.writeSelect(connection, `SELECT * FROM (${told}) WHERE NOT is_forgotten`);
    },
  });
}

/** Days for which an import stands alone name its first part, which has another name now. */
async function replacedBy(
  { workspace: { store }, connection }: Forgetting,
  parts: readonly PartManifest[],
  { recipe }: PartManifest,
): Promise<readonly PartManifest[]> {
  const files = store.files(datasetOf("replacedDays", parts));
  const part = await store.part({
    ...{ table: replacedDays, name: "days", inputs: ["renamed", recipe] },
    fill: (draft) =>
      draft.writeSelect(
        connection,
        `SELECT ${sqlText(recipe)} AS part, site, day, from_ms AS "fromMs", until_ms AS "untilMs"
        FROM (${replacedTimes({ parts, files })})`,
      ),
  });
  return [part];
}

const keyMissing = (): CosmoError =>
  new CosmoError(
    "CUSTOMER_KEY_MISSING",
    "data/state/people.db has no key of customers: nobody can tell which of the stored events are theirs",
    {
      hint: "Put a backup of people.db back; or take the customers out of your files and import these with --replace.",
    },
  );
