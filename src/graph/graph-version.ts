import type { Dataset } from "../artifact/dataset.ts";
import { hashOf } from "../domain/hash.ts";

/** The tables of a version, in the order in which they are validated and shown. */
export const graphTables = ["nodes", "aliases", "assertions", "edges", "heads"] as const;
export type GraphTableName = (typeof graphTables)[number];

/** A version is a commit: what the graph holds, what it was before, who made it and why. */
export interface GraphVersion {
  /** Hash of content, parent and message. */
  readonly id: string;
  readonly parent: string | null;
  readonly content: string;
  readonly author: string;
  /** ISO 8601. */
  readonly time: string;
  readonly message: string;
  readonly counts: {
    readonly nodes: number;
    readonly assertions: number;
    readonly edges: number;
    readonly byRelation: Readonly<Record<string, number>>;
  };
  /** ISO 8601: since when its rows are not kept any more; not there where they are. */
  readonly prunedAt?: string;
  /** Parts, shared with the versions that hold the same rows. */
  readonly tables: Readonly<Record<GraphTableName, Dataset>>;
}

export function contentOf(tables: GraphVersion["tables"]): string {
  return hashOf(graphTables.map((name) => [name, tables[name].content]));
}

export function versionId(content: string, parent: string | null, message: string): string {
  return `version_${hashOf([content, parent, message]).slice(0, 20)}`;
}
