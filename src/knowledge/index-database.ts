import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";

export const databaseFileName = "index.mdb";

/** What LMDB keeps beside its file for readers; it is made again when it is missing. */
export const lockFileName = `${databaseFileName}-lock`;

/** The lists of an index by name, each sorted by the bytes of its keys. */
export const listNames = [
  "heads",
  "headsById",
  "productsBySku",
  "queriesByForm",
  "edges",
  "nodes",
  "nodesById",
  "aliases",
  "leading",
  "pairs",
  "words",
  "prefixes",
] as const;
export type ListName = (typeof listNames)[number];

type List = Database<Buffer, Buffer>;

const listOptions = { keyEncoding: "binary", encoding: "binary" } as const;

/** An LMDB file that is read and never written again. */
export interface ReadDatabase {
  /** The value lies in memory that the next `get` of any list uses again: read it at once. */
  get(list: ListName, key: Buffer): Buffer | undefined;
  /** Keys and values from `start` on, before `end`; both are the caller's. */
  range(
    list: ListName,
    start: Buffer,
    end: Buffer | undefined,
    limit: number,
  ): Iterable<{ readonly key: Buffer; readonly value: Buffer }>;
  close(): Promise<void>;
}

export function openReadDatabase(folder: string): ReadDatabase {
  const root = open({
    path: join(folder, databaseFileName),
    noSubdir: true,
    readOnly: true,
    maxDbs: listNames.length,
    ...listOptions,
  });
  const lists = openLists(root);
  return {
    get: (list, key) => lists[list].getBinaryFast(key),
    range: (list, start, end, limit) =>
      lists[list].getRange({ start, ...(end !== undefined && { end }), limit }),
    close: () => root.close(),
  };
}

/** An LMDB file in the making, which nobody reads yet. */
export interface WriteDatabase {
  /** Rows in the order of their keys are appended, which is fast and leaves no gaps. */
  put(list: ListName, key: Buffer, value: Buffer): void;
  /** Everything is on its way to the disk. */
  close(): Promise<void>;
}

/** Rows in one transaction. */
const rowsPerTransaction = 10_000;

export function openWriteDatabase(folder: string): WriteDatabase {
  const root = open({
    path: join(folder, databaseFileName),
    noSubdir: true,
    maxDbs: listNames.length,
    // Nothing reads it before it is whole; the folder is flushed when it is published.
    noSync: true,
    ...listOptions,
  });
  const lists = openLists(root);
  const lastKeys = new Map<ListName, Buffer>();
  let waiting: { readonly list: ListName; readonly key: Buffer; readonly value: Buffer }[] = [];

  function flush(): void {
    root.transactionSync(() => {
      for (const { list, key, value } of waiting) {
        const last = lastKeys.get(list);
        const append = last === undefined || Buffer.compare(last, key) < 0;
        if (append) lastKeys.set(list, key);
        lists[list].putSync(key, value, append ? { append } : {});
      }
    });
    waiting = [];
  }

  return {
    put(list, key, value) {
      waiting.push({ list, key, value });
      if (waiting.length === rowsPerTransaction) flush();
    },
    async close() {
      flush();
      await root.flushed;
      await root.close();
    },
  };
}

const openLists = (root: RootDatabase): Readonly<Record<ListName, List>> =>
  Object.fromEntries(
    listNames.map((name) => [name, root.openDB<Buffer, Buffer>({ name, ...listOptions })]),
  ) as Record<ListName, List>;
