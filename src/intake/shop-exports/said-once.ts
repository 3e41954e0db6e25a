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

/** Of each family what its first row says, by the name of the cell: the latest families of one file. */
export type SaidBefore = Map<string, ReadonlyMap<string, unknown>>;

/** Rows of a family stand together, or behind a parent: what was said long before is let go. */
const mostFamilies = 200_000;

export interface SaidOnce {
  /** What a cell holds in the row that speaks for a family; undefined where no row did yet. */
  spoken(name: string, cell: Cell): (family: string) => unknown;
  /** A cell that holds its own value, or else what the family's first row says. */
  filled(name: string, cell: Cell): Cell;
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
export function saidOnce({ of, namesOf }: Family, said: SaidBefore): SaidOnce {
  const cells = new Map<string, Cell>();
  const ownNames = namesOf ?? ((record: unknown) => [of(record)].filter((name) => name !== null));
  const spoken: SaidOnce["spoken"] = (name, cell) => {
    cells.set(name, cell);
    return (family) => said.get(family)?.get(name);
  };
  const filled: SaidOnce["filled"] = (name, cell) => {
    const spokenOf = spoken(name, cell);
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
          fields.includes(field) ? { ...source, cell: filled(field, source.cell) } : source,
        ]),
      ),
    look(record) {
      for (const family of ownNames(record)) {
        if (said.has(family)) continue;
        said.set(family, new Map([...cells].map(([name, cell]) => [name, cell(record)])));
        const [oldest] = said.size > mostFamilies ? said.keys() : [];
        if (oldest !== undefined) said.delete(oldest);
      }
    },
  };
}
