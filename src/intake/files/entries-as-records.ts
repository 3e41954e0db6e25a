import { collectNames, isObject, type JsonObject, memberOf } from "./read-json.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";

type Batch = readonly (SourceRecord | BrokenRecord)[];

/** Columns that hold lists of objects, with the names that the objects' members have. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** Records of which one column may hold a list, taken as a record for each entry of it. */
export interface EntryRecords extends SourceRecords {
  /** The column whose entries are records, known with the first batch; null: each record stands as it is. */
  readonly list: string | null;
  /** What could have been chosen, where nothing was. */
  readonly lists: Lists;
}

/**
 * Takes each entry of a list for a record of its own: what the record says beside the list holds for all of its entries, whose members are
 * columns such as `items.sku`. A record without an entry stays one, and a single object is a list of one. Entries have the line of their
 * record, and places in it.
 *
 * @param chosen which of the lists of the first batch that is, or null
 */
export function entriesAsRecords(
  records: SourceRecords,
  chosen: (lists: Lists, batch: Batch) => string | null,
): EntryRecords {
  const members = new Set<string>();
  let list: string | null = null;
  let lists: Lists = new Map();
  let columns: readonly string[] = records.columns;
  async function* batches(): AsyncGenerator<Batch> {
    let isFirst = true;
    for await (const batch of records.batches) {
      if (isFirst) {
        const found = listsOf(batch, records);
        list = chosen(found, batch);
        if (list === null) lists = found;
      }
      isFirst = false;
      if (list === null) {
        yield batch;
        continue;
      }
      const name = list;
      const heldBy = records.cell(name);
      const entries = batch.flatMap<SourceRecord | BrokenRecord>((record) =>
        "value" in record ? entriesOf(record, name, heldBy(record.value)) : [record],
      );
      for (const record of entries) {
        if ("value" in record)
          collectNames((record.value as JsonObject)[name], `${name}.`, members);
      }
      columns = [...new Set([...members, ...records.columns])];
      yield entries;
    }
  }
  return {
    ...records,
    get list() {
      return list;
    },
    get lists() {
      return lists;
    },
    get columns() {
      return list === null ? records.columns : columns;
    },
    cell(column) {
      if (list === null || !column.startsWith(`${list}.`)) return records.cell(column);
      const [name, memberOfEntry] = [list, memberOf(column.slice(list.length + 1))];
      return (value) => {
        const entry = (value as JsonObject)[name];
        return isObject(entry) ? memberOfEntry(entry) : undefined;
      };
    },
    batches: batches(),
  };
}

/** The list stands in its record under its own name, be that a path: there each entry takes its place. */
function entriesOf(record: SourceRecord, list: string, held: unknown): readonly SourceRecord[] {
  const value = record.value as JsonObject;
  if (isObject(held)) return [{ ...record, value: { ...value, [list]: held } }];
  if (!Array.isArray(held) || held.length === 0) return [record];
  return held.map((entry: unknown, index) => ({
    line: record.line,
    place: index + 1,
    value: { ...value, [list]: entry },
  }));
}

/** Lists of which a record of the batch has an entry that is an object. */
function listsOf(batch: Batch, { columns, cell }: SourceRecords): Lists {
  const values = batch.flatMap((record) =>
    "value" in record && isObject(record.value) ? [record.value] : [],
  );
  const found = new Map<string, readonly string[]>();
  for (const column of values.length > 0 ? columns : []) {
    const members = new Set<string>();
    for (const held of values.map(cell(column))) {
      for (const entry of Array.isArray(held) ? held : []) collectNames(entry, "", members);
    }
    if (members.size > 0) found.set(column, [...members]);
  }
  return found;
}
