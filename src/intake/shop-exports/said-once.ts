import { cleanEntry } from "../columns/clean-text.ts";
import type { FieldSource } from "../columns/resolve-columns.ts";
import type { Cell } from "../files/source-record.ts";

/** Rows that are one thing together, such as a product's variants or the lines of an order. */
export interface Family {
  /** What the row's family is called; null: it has none. */
  readonly of: (record: unknown) => string | null;
  /** By what names a row speaks for a family; by default for its own, if any. */
  readonly namesOf?: (record: unknown) => readonly string[];
}

export interface SaidOnce {
  /** What a cell holds in the row that speaks for a family; undefined where no row did yet. */
  spoken(cell: Cell): (family: string) => unknown;
  /** A cell that holds its own value, or else what the family's first row says. */
  filled(cell: Cell): Cell;
  /** Sources of which these fields are filled. */
  sources(
    sources: ReadonlyMap<string, FieldSource>,
    fields: readonly string[],
  ): ReadonlyMap<string, FieldSource>;
  /** Remembers what cells hold where the row is the first of a family; each row once, before its cells are read. */
  look(record: unknown): void;
}

/**
 * Fills what a family's later rows leave open with what its first row says. All cells are named before the first row
 * is looked at; of a row nothing else is remembered.
 */
export function saidOnce({ of, namesOf }: Family): SaidOnce {
  const cells: Cell[] = [];
  const first = new Map<string, readonly unknown[]>();
  const ownNames = namesOf ?? ((record: unknown) => [of(record)].filter((name) => name !== null));
  const spoken = (cell: Cell): ((family: string) => unknown) => {
    const place = cells.push(cell) - 1;
    return (family) => first.get(family)?.[place];
  };
  const filled = (cell: Cell): Cell => {
    const spokenOf = spoken(cell);
    return (record) => {
      const own = cell(record);
      if (Array.isArray(own) || cleanEntry(own) !== null) return own;
      const family = of(record);
      return family === null ? own : spokenOf(family);
    };
  };
  return {
    spoken,
    filled,
    sources: (sources, fields) =>
      new Map(
        [...sources].map(([field, source]) => [
          field,
          fields.includes(field) ? { ...source, cell: filled(source.cell) } : source,
        ]),
      ),
    look(record) {
      for (const name of ownNames(record)) {
        if (!first.has(name)) {
          first.set(
            name,
            cells.map((cell) => cell(record)),
          );
        }
      }
    },
  };
}
