import { collectNames, type JsonObject } from "./read-jsonl.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";

/** Records of which one column holds a list, taken as a record for each entry of it. */
export interface EntryRecords extends SourceRecords {
  /** The column whose entries are records; null: there is none, and each record stands as it is. Known with the first batch. */
  readonly list: string | null;
}

type Batch = readonly (SourceRecord | BrokenRecord)[];

/** Columns of a batch's records that hold lists of objects, with the names that the objects' members have. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/**
 * Takes each entry of a list for a record of its own: what the record says beside the list holds for all of its entries, whose members are
 * columns such as `items.sku`. A record without an entry stays one. Entries have the line of their record, and places in it.
 *
 * @param chosen which of the lists in the first batch that is, or null; it is told the columns of that batch too
 */
export function entriesAsRecords(
  records: SourceRecords,
  chosen: (lists: Lists, columns: readonly string[]) => string | null,
): EntryRecords {
  const members = new Set<string>();
  let list: string | null = null;
  let columns: readonly string[] = records.columns;
  async function* batches(): AsyncGenerator<Batch> {
    let isFirst = true;
    for await (const batch of records.batches) {
      if (isFirst) list = chosen(listsOf(batch, records.columns), records.columns);
      isFirst = false;
      if (list === null) {
        yield batch;
        continue;
      }
      const name = list;
      const entries = batch.flatMap<SourceRecord | BrokenRecord>((record) =>
        "value" in record ? entriesOf(record, name) : [record],
      );
      for (const record of entries) {
        if ("value" in record)
          collectNames((record.value as JsonObject)[name], `${name}.`, members);
      }
      columns = [...members, ...records.columns];
      yield entries;
    }
  }
  return {
    ...records,
    get list() {
      return list;
    },
    get columns() {
      return list === null ? records.columns : columns;
    },
    batches: batches(),
  };
}

function entriesOf(record: SourceRecord, list: string): readonly SourceRecord[] {
  const value = record.value as JsonObject;
  const entries = value[list];
  if (!Array.isArray(entries) || entries.length === 0) return [record];
  return entries.map((entry: unknown, index) => ({
    line: record.line,
    place: index + 1,
    value: { ...value, [list]: entry },
  }));
}

/** Lists of which a record of the batch has an entry that is an object. */
function listsOf(batch: Batch, columns: readonly string[]): Lists {
  const found = new Map<string, readonly string[]>();
  for (const column of columns) {
    const members = new Set<string>();
    let isList = false;
    for (const record of batch) {
      const value = "value" in record ? (record.value as JsonObject)[column] : undefined;
      if (value === undefined || value === null) continue;
      isList = Array.isArray(value);
      if (!Array.isArray(value)) break;
      for (const entry of value) collectNames(entry, "", members);
    }
    if (isList && members.size > 0) found.set(column, [...members]);
  }
  return found;
}
