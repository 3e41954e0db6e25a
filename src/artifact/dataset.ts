import { hashOf } from "../domain/hash.ts";

/** How many of the rows that a reason dropped are kept as examples. */
export const samplesPerReason = 10;

export type Dropped = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What a part says of itself. Written last: without it the part does not exist. */
export interface PartManifest {
  readonly table: string;
  readonly tableVersion: number;
  /** Which part of its dataset this is: a bucket, a day, a source file. */
  readonly name: string;
  /** Hash of everything that went in: inputs, settings, versions, identities, seed. */
  readonly recipe: string;
  /** Hash of the rows. */
  readonly content: string;
  readonly rows: number;
  /** SHA-256 by file name. It differs where another version of the engine wrote the same rows. */
  readonly files: Readonly<Record<string, string>>;
  /** Rows that did not make it: group (a relation, a behaviour), reason, count. */
  readonly dropped: Dropped;
  /** A seeded sample of them, by reason, as text. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

/** A list of parts under one name. */
export interface Dataset {
  readonly table: string;
  /** Hash of the parts' contents in their order: a later import may overrule an earlier one. */
  readonly content: string;
  readonly rows: number;
  readonly parts: readonly PartManifest[];
}

export function datasetOf(table: string, parts: readonly PartManifest[]): Dataset {
  return {
    table,
    content: hashOf([table, parts.map((part) => part.content)]),
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    parts,
  };
}

/** Dropped counts of all parts, by group and reason. */
export function droppedOf(parts: readonly PartManifest[]): Dropped {
  const sums: DroppedSums = new Map();
  for (const { dropped } of parts) {
    for (const [group, reasons] of Object.entries(dropped)) {
      for (const [reason, count] of Object.entries(reasons)) addDropped(sums, group, reason, count);
    }
  }
  return droppedIn(sums);
}

/** By group, then by reason. A group may have any name: it may be a shop's own word. */
export type DroppedSums = Map<string, Map<string, number>>;

export function addDropped(sums: DroppedSums, group: string, reason: string, count: number): void {
  const reasons = sums.get(group) ?? new Map<string, number>();
  reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  sums.set(group, reasons);
}

export const droppedIn = (sums: DroppedSums): Dropped =>
  Object.fromEntries([...sums].map(([group, reasons]) => [group, Object.fromEntries(reasons)]));
