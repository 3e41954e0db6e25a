import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { replacedTimes } from "../../behaviour/replaced-times.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Progress } from "../../domain/progress.ts";
import type { Table } from "../../domain/table.ts";
import { events } from "../../domain/tables/events.ts";
import { replacedDays } from "../../domain/tables/observed.ts";
import { cleanText } from "../../intake/columns/clean-text.ts";
import { sqlText } from "../../sql/sql.ts";
import { sqlTable } from "../../sql/sql-rows.ts";
import { type CustomerHash, customerHash, knownCustomerHash } from "../customer-key.ts";
import type { ImportRecord } from "../imports.ts";
import { importedDays } from "../replaced-days/days-of-events.ts";
import { selectedDataset, takeUpSelectedEnds } from "../selected-pairs.ts";
import type { Workspace } from "../workspace.ts";
import { forgottenCustomers, listForgotten, unlistForgotten } from "./forgotten-list.ts";
import type { NamedCustomer } from "./named-customer.ts";
import { type WithoutCustomers, withoutCustomers } from "./without-customers.ts";

export interface ForgettingRequest {
  readonly customers: readonly NamedCustomer[];
  /** Say what would be taken out, and take nothing. */
  readonly isPlan: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface Forgotten {
  readonly isPlan: boolean;
  /** Customers whose events are taken out. */
  readonly customers: number;
  /** Events that are taken out. */
  readonly events: number;
  /** Imports that held some of them. */
  readonly imports: number;
  /** Other customers whom the same sessions or searches name: what they did stays. */
  readonly others: number;
  /** Who was forgotten before and is in no event, by when that was (ISO 8601). */
  readonly before: readonly { readonly place: string; readonly at: string }[];
  /** Where those stood whom no event names, and none ever did that was forgotten. */
  readonly unknown: readonly string[];
}

/**
 * Takes customers out of the imported events: their events, and what names nobody in sessions and of searches that name them. Files
 * that held any are gone from the disk afterwards, and so is all that was observed and mined, which the next run makes
 * anew. The keyed hashes of all who are named are kept in `people.db`: later imports leave out what they did. What other stages made
 * of mined pairs and queries stays: the words in it are those of several people.
 *
 * An interruption leaves the imports as they were, or without the customers; the same call goes on.
 *
 * @throws CosmoError CUSTOMER_KEY_MISSING
 */
export async function forgetCustomers(
  workspace: Workspace,
  { customers, isPlan, signal, progress }: ForgettingRequest,
): Promise<Forgotten> {
  const { imports, stateFolder, environment } = workspace;
  const records = await imports.list();
  const parts = partsOf(records);
  const placeOf = placesByHash(customers, await hashOfStored(workspace, parts));
  const hashes = [...placeOf.keys()];
  const listed = forgottenCustomers(stateFolder);
  const work = progress.started("forget", "parts", parts.length);
  let read = 0;
  const onPart = (): void => {
    signal.throwIfAborted();
    read += 1;
    work.progressed(read);
  };
  const { known, ...counts } = await withoutCustomers(workspace, hashes, parts, async (told) => {
    const found = { known: told.known, others: told.others };
    if (isPlan) return { ...found, ...(await countedIn(records, told, onPart)) };
    const kept: ImportRecord[] = [];
    for (const record of records) {
      kept.push(
        record.table === "events"
          ? await withoutForgotten(workspace, told, record, onPart)
          : record,
      );
    }
    listForgotten(stateFolder, hashes, new Date(environment.now()).toISOString());
    const changed = kept.filter((record, place) => record !== records[place]).length;
    if (changed > 0) {
      // First what was made of them: whoever sees the events without them sees nothing of them any more.
      await removeMade(workspace);
      await imports.rewrite(kept);
    }
    await clearAway(workspace.store, kept);
    return { ...found, events: rowsIn(records) - rowsIn(kept), imports: changed };
  });
  work.finished();
  const rest = [...placeOf].filter(([one]) => !known.has(one));
  return {
    ...{ isPlan, customers: known.size, ...counts },
    before: rest.flatMap(([one, place]) => {
      const at = listed.get(one);
      return at === undefined ? [] : [{ place, at }];
    }),
    unknown: rest.flatMap(([one, place]) => (listed.has(one) ? [] : [place])),
  };
}

/** What forgetting would take out. */
async function countedIn(
  records: readonly ImportRecord[],
  told: WithoutCustomers,
  onPart: () => void,
): Promise<{ readonly events: number; readonly imports: number }> {
  let [events, imports] = [0, 0];
  for (const record of records.filter(({ table }) => table === "events")) {
    let own = 0;
    for (const part of record.parts) {
      onPart();
      own += await told.eventsOf(part);
    }
    events += own;
    if (own > 0) imports += 1;
  }
  return { events, imports };
}

/** Removes parts of events that no import names: what it was made without, what earlier ones left, and a call that was killed. */
async function clearAway(store: Store, kept: readonly ImportRecord[]): Promise<void> {
  const named = kept.flatMap(({ replacedParts = [] }) => replacedParts);
  await removeOthers(store, [...partsOf(kept), ...named], [events, replacedDays]);
}

const rowsIn = (records: readonly ImportRecord[]): number =>
  records.reduce((sum, { rows }) => sum + rows, 0);

/**
 * Lets later imports keep what these customers do, as before they were forgotten. What was taken out comes back by importing its
 * files again.
 * @returns where those stood who had not been forgotten
 * @throws CosmoError CUSTOMER_KEY_MISSING
 */
export async function allowCustomers(
  workspace: Workspace,
  customers: readonly NamedCustomer[],
): Promise<{ readonly allowed: number; readonly unknown: readonly string[] }> {
  const { imports, stateFolder } = workspace;
  const hash = await hashOfStored(workspace, partsOf(await imports.list()));
  const listed = forgottenCustomers(stateFolder);
  const placeOf = placesByHash(customers, hash);
  const known = [...placeOf.keys()].filter((one) => listed.has(one));
  unlistForgotten(stateFolder, known);
  const unknown = [...placeOf].flatMap(([one, place]) => (listed.has(one) ? [] : [place]));
  return { allowed: known.length, unknown };
}

/** By the hash of the id as imports read it: normalised, so that it is the same however it was typed. */
const placesByHash = (
  customers: readonly NamedCustomer[],
  hash: CustomerHash,
): ReadonlyMap<string, string> =>
  new Map(customers.map(({ id, place }) => [hash(cleanText(id) ?? id), place]));

/** The hash under which customers are stored, by a new key where no event names one. */
async function hashOfStored(
  { stateFolder, store, sql }: Workspace,
  parts: readonly PartManifest[],
): Promise<CustomerHash> {
  const hash = knownCustomerHash(stateFolder);
  if (hash !== null) return hash;
  const stored = sqlTable(events, { files: store.files(datasetOf("events", parts)) });
  const named = await sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT 1 FROM ${stored} WHERE customer IS NOT NULL LIMIT 1`,
    );
    return reader.getRows();
  });
  if (named.length === 0) return customerHash(stateFolder);
  throw new CosmoError(
    "CUSTOMER_KEY_MISSING",
    "data/state/people.db has no key of customers: nobody can tell which of the stored events are theirs",
    {
      hint: "Put a backup of people.db back; or take the customers out of your files and import these with --replace. The shoppers of the sample shop are invented, and have no key.",
    },
  );
}

/**
 * Removes what stages made of events, and of that in turn: observed days, and pairs with times and counts. Which pairs were selected
 * stays known.
 */
async function removeMade(workspace: Workspace): Promise<void> {
  const { stages, records, store } = workspace;
  await takeUpSelectedEnds(workspace);
  const observing = stages.filter(({ reads }) => Object.values(reads).includes(events));
  const observed = new Set(observing.flatMap(({ writes }) => Object.values(writes)));
  const mining = stages.filter(({ reads }) =>
    Object.values(reads).some((one) => observed.has(one)),
  );
  const selected = await selectedDataset(workspace.dataFolder);
  for (const { name, writes } of [...observing, ...mining]) {
    // The last one goes last: what it selected is taken up.
    for (const record of (await records.all(name)).toReversed()) await records.remove(record);
    await removeOthers(store, selected.parts, Object.values(writes));
  }
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

/** The same import where it has none of their events. */
async function withoutForgotten(
  workspace: Workspace,
  told: WithoutCustomers,
  record: ImportRecord,
  onPart: () => void,
): Promise<ImportRecord> {
  const parts: PartManifest[] = [];
  for (const part of record.parts) {
    onPart();
    parts.push(await told.without(part));
  }
  const [first] = parts;
  const isSame = parts.every((part, place) => part === record.parts[place]);
  if (first === undefined || isSame) return record;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const { replacedParts = [], forgotten = 0, days: daysBefore, ...rest } = record;
  const days = daysBefore && (await importedDays(workspace, parts, daysBefore.timeZone));
  return {
    ...rest,
    ...(days ? { days } : {}),
    ...{ parts, rows, forgotten: forgotten + record.rows - rows },
    ...(replacedParts.length > 0 && {
      replacedParts: await replacedBy(workspace, replacedParts, first),
    }),
  };
}

/** Days for which an import stands alone name its first part, which has another name now. */
async function replacedBy(
  { store, sql }: Workspace,
  parts: readonly PartManifest[],
  { recipe }: PartManifest,
): Promise<readonly PartManifest[]> {
  const files = store.files(datasetOf("replacedDays", parts));
  const part = await store.part({
    ...{ table: replacedDays, name: "days", inputs: ["renamed", recipe] },
    fill: (draft) =>
      sql.use((connection) =>
        draft.writeSelect(
          connection,
          `SELECT ${sqlText(recipe)} AS part, site, day, from_ms AS "fromMs", until_ms AS "untilMs"
          FROM (${replacedTimes({ parts, files })})`,
        ),
      ),
  });
  return [part];
}
