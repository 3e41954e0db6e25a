import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import type { Store } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { type Reject, rejects } from "../domain/tables/rejects.ts";
import type { ImportItem } from "../intake/import-item.ts";
import type { ImportedDays } from "./replaced-days/days-of-events.ts";
import type { NamedDays } from "./replaced-days/named-days.ts";
import type { ReplacedDay } from "./replaced-days/replaced-day.ts";

/** Rows of one part of an import: what is hashed and sorted at once. */
const rowsPerPart = 500_000;
/** Rejected rows that are kept to look at; further ones are only counted. */
const rejectsKept = 100_000;

export const importedTables = ["products", "events", "judgements", "labels"] as const;
export type ImportedTable = (typeof importedTables)[number];

/** Where a reason to reject rows came up first, and the reason in words. */
export interface FirstReject {
  readonly source: string;
  readonly line: number;
  readonly message: string;
}

/** What came of one file of an import. */
export interface FileCounts {
  /** Hash of what it holds. */
  readonly content: string;
  /** Good ones, with those of customers who were forgotten. */
  readonly rows: number;
  readonly rejected: number;
}

/** One import that was made, with what came of it. */
export interface ImportRecord {
  readonly table: ImportedTable;
  /** Hash of the sources' contents and of how they were read. */
  readonly recipe: string;
  /** Hash of the sources' contents alone. */
  readonly contents: string;
  readonly sources: readonly string[];
  readonly format: string;
  readonly importedAt: string;
  readonly rows: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** By code, as `rejected`. */
  readonly firstRejected: Readonly<Record<string, FirstReject>>;
  /** By source; not there in imports of labels and of older versions. */
  readonly files?: Readonly<Record<string, FileCounts>>;
  /** Of events; not there where none is left, and in imports of older versions. */
  readonly days?: ImportedDays;
  readonly parts: readonly PartManifest[];
  readonly rejectParts: readonly PartManifest[];
  /** Of `replacedDays`: those for which an import of events stands alone; not there where it does for none. */
  readonly replacedParts?: readonly PartManifest[];
  /** Which days it was told to stand alone for, all of which it has events where none is named; not there where it was not told so. */
  readonly replacing?: { readonly named: readonly NamedDays[] };
  /** What these days had before, when the import was made. */
  readonly replaced?: readonly ReplacedDay[];
  /** Events of customers who were forgotten, taken out since or left out at once; not there where there were none. */
  readonly forgotten?: number;
  /** What of it was lost that should not be; not there where nothing was. */
  readonly warnings?: readonly string[];
  readonly notices: readonly string[];
  /** False where an error ended it before the end of its sources. */
  readonly complete: boolean;
}

/** How an import stands to the earlier ones. */
export interface Standing {
  /** Those of its table are taken out. */
  readonly alone?: boolean;
  /** It comes behind all, also where the same files were imported before. */
  readonly last?: boolean;
}

/** The list of imports of a workspace, in the order in which they were made. */
export interface Imports {
  list(): Promise<readonly ImportRecord[]>;
  /**
   * Adds an import. It takes the place of an earlier one of the same contents, however that one was
   * read, or the `last` place, and with `alone` of every earlier one of its table: those with other
   * contents are given back.
   */
  add(record: ImportRecord, standing?: Standing): Promise<readonly ImportRecord[]>;
  /** Puts these in the place of all, at one stroke. */
  rewrite(records: readonly ImportRecord[]): Promise<void>;
}

export function openImports(folder: string): Imports {
  const file = join(folder, "imports.json");
  const list = async (): Promise<readonly ImportRecord[]> =>
    (await readJsonFile<readonly ImportRecord[]>(file, {
      hint: "Put a copy of the file back, or remove it and import your files again.",
    })) ?? [];
  const rewrite = (records: readonly ImportRecord[]): Promise<void> =>
    writeFileDurably(file, `${JSON.stringify(records, undefined, 2)}\n`);
  return {
    list,
    rewrite,
    async add(record, { alone = false, last = false } = {}) {
      const { table, contents } = record;
      const before = await list();
      const records = before.filter((one) => !alone || one.table !== table);
      const known = records.findIndex((one) => one.table === table && one.contents === contents);
      // The order of imports says which row of a sku stands: made again, one keeps its place.
      const all =
        known === -1 || last
          ? [...records.filter((_, place) => place !== known), record]
          : records.with(known, record);
      await rewrite(all);
      return before.filter((one) => !records.includes(one) && one.contents !== contents);
    },
  };
}

/** What stages read of the imports, by the names that they read. */
export function importedDatasets(records: readonly ImportRecord[]): Record<string, Dataset> {
  const datasetFor = (name: string, table: ImportedTable): Dataset =>
    datasetOf(
      name,
      records.filter((record) => record.table === table).flatMap(({ parts }) => parts),
    );
  return {
    importedProducts: datasetFor("importedProducts", "products"),
    importedEvents: datasetFor("importedEvents", "events"),
    importedJudgements: datasetFor("importedJudgements", "judgements"),
    importedLabels: datasetFor("importedLabels", "labels"),
    replacedDays: datasetOf(
      "replacedDays",
      records.flatMap(({ replacedParts }) => replacedParts ?? []),
    ),
  };
}

export interface StoredImport {
  readonly parts: readonly PartManifest[];
  readonly rejectParts: readonly PartManifest[];
  readonly rows: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly firstRejected: Readonly<Record<string, FirstReject>>;
  /** Good rows and rejects of each source. */
  readonly counts: ReadonlyMap<string, { rows: number; rejected: number }>;
  /** What ended the reading before its time; what came before it is stored. */
  readonly failure: unknown;
}

/**
 * Stores what a reader gives: good rows in parts, the others as rejects. An interruption is thrown
 * at once: the part in the making is left, and made whole the next time.
 */
export async function storeImport<T extends Table>(
  store: Store,
  table: T,
  recipe: string,
  items: AsyncIterable<ImportItem<RowOf<T>>>,
  signal: AbortSignal,
  progress: Progress,
): Promise<StoredImport> {
  const rejected: Record<string, number> = {};
  const firstRejected: Record<string, FirstReject> = {};
  const rejectedRows: Reject[] = [];
  const counts = new Map<string, { rows: number; rejected: number }>();
  let rows = 0;
  let failure: unknown;
  let ended = false;
  const iterator = items[Symbol.asyncIterator]();
  const work = progress.started(`import ${table.name}`, "rows");

  function countsOf(source: string): { rows: number; rejected: number } {
    const known = counts.get(source) ?? { rows: 0, rejected: 0 };
    counts.set(source, known);
    return known;
  }

  /** The next good row; rejects on the way are counted. */
  async function next(): Promise<RowOf<T> | undefined> {
    while (!ended) {
      try {
        const { value, done } = await iterator.next();
        if (done) ended = true;
        else if ("row" in value) {
          rows += 1;
          countsOf(value.source).rows += 1;
          if (rows % 10_000 === 0) work.progressed(rows);
          return value.row;
        } else {
          const { code, source, line, message } = value.reject;
          rejected[code] = (rejected[code] ?? 0) + 1;
          countsOf(source).rejected += 1;
          firstRejected[code] ??= { source, line, message };
          if (rejectedRows.length < rejectsKept) rejectedRows.push(value.reject);
        }
      } catch (error) {
        signal.throwIfAborted();
        failure = error;
        ended = true;
      }
    }
    return undefined;
  }

  const parts: PartManifest[] = [];
  const rejectParts: PartManifest[] = [];
  for (let index = 0, row = await next(); row !== undefined; index++) {
    let inPart = 0;
    let written = false;
    const part = await store.part({
      table: table as Table,
      name: String(index),
      inputs: recipe,
      async fill(draft) {
        written = true;
        for (; row !== undefined && inPart < rowsPerPart; inPart++, row = await next()) {
          draft.write(row);
        }
      },
    });
    // A part that an interrupted import left is taken as it is; its rows are read past.
    if (!written) for (; row !== undefined && inPart < part.rows; inPart++) row = await next();
    parts.push(part);
  }
  if (rejectedRows.length > 0) {
    rejectParts.push(
      await store.part({
        table: rejects,
        name: table.name,
        inputs: [recipe, hashOf(rejectedRows)],
        async fill(draft) {
          for (const reject of rejectedRows) draft.write(reject);
        },
      }),
    );
  }
  if (failure === undefined) work.finished(`${rows.toLocaleString("en-US")} rows`);
  return { parts, rejectParts, rows, rejected, firstRejected, counts, failure };
}
