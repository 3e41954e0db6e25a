import type { Store } from "../artifact/store.ts";
import type { Sql, SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import type { GraphVersion } from "./graph-version.ts";

/** What became of edges between two versions; `moved` are in both, with another score. */
const edgeChanges = ["added", "removed", "moved"] as const;
type EdgeChange = (typeof edgeChanges)[number];

export interface ComparedEdge {
  readonly edge: string;
  /** Product id or query id. */
  readonly head: string;
  /** Its title or text; null of a query that is not published any more. */
  readonly words: string | null;
  readonly relation: string;
  readonly wording: string;
  /** 0 to 1; null where it is not in that version, or no critic had judged it. */
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
}

export interface RelationChanges extends Readonly<Record<EdgeChange, number>> {
  readonly relation: string;
  /** Edges of each version. */
  readonly before: number;
  readonly after: number;
}

export interface VersionComparison {
  /** By name; relations without an edge in either version are left out. */
  readonly byRelation: readonly RelationChanges[];
  /** Heads with an edge: in each version, in the later alone, in the earlier alone. */
  readonly heads: {
    readonly before: number;
    readonly after: number;
    readonly gained: number;
    readonly lost: number;
  };
  readonly changes: Readonly<
    Record<EdgeChange, { readonly total: number; readonly rows: readonly ComparedEdge[] }>
  >;
}

export interface ComparisonLimits {
  /** Edges of each kind in the answer: added and removed ones by score, moved ones by how far. */
  readonly limit: number;
  /** Scores that differ by less have not moved. */
  readonly movedBy: number;
}

/**
 * Holds the edges of a version against those of an earlier one.
 * @param current the version that is published now: words of its queries may be told
 */
export function compareVersions(
  { before, after, current }: Readonly<Record<"before" | "after" | "current", GraphVersion>>,
  { store, sql }: { readonly store: Store; readonly sql: Sql },
  { limit, movedBy }: ComparisonLimits,
): Promise<VersionComparison> {
  const select = sqlFromFile(new URL("compared-edges.sql", import.meta.url), {
    edgesBefore: { files: store.files(before.tables.edges) },
    edgesAfter: { files: store.files(after.tables.edges) },
    headsBefore: { files: store.files(before.tables.heads) },
    headsAfter: { files: store.files(after.tables.heads) },
    headsNow: { files: store.files(current.tables.heads) },
    nodesBefore: { files: store.files(before.tables.nodes) },
    nodesAfter: { files: store.files(after.tables.nodes) },
    movedBy,
  });
  return sql.use(async (connection) => {
    await connection.run(`CREATE TEMP TABLE compared AS ${select}`);
    const byRelation = await changesByRelation(connection);
    const changes = {} as Record<EdgeChange, VersionComparison["changes"][EdgeChange]>;
    for (const change of edgeChanges) {
      changes[change] = {
        total: byRelation.reduce((sum, row) => sum + row[change], 0),
        rows: await rowsOf(connection, change, limit),
      };
    }
    return { byRelation, heads: await changedHeads(connection), changes };
  });
}

async function changesByRelation(connection: SqlConnection): Promise<readonly RelationChanges[]> {
  const reader = await connection.runAndReadAll(`
    SELECT relation,
      count(*) FILTER (WHERE change <> 'added') AS before,
      count(*) FILTER (WHERE change <> 'removed') AS after,
      count(*) FILTER (WHERE change = 'added') AS added,
      count(*) FILTER (WHERE change = 'removed') AS removed,
      count(*) FILTER (WHERE change = 'moved') AS moved
    FROM compared GROUP BY relation ORDER BY relation`);
  return reader.getRowsJson().map(([relation, before, after, added, removed, moved]) => ({
    relation: String(relation),
    before: Number(before),
    after: Number(after),
    added: Number(added),
    removed: Number(removed),
    moved: Number(moved),
  }));
}

async function changedHeads(connection: SqlConnection): Promise<VersionComparison["heads"]> {
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FILTER (WHERE had), count(*) FILTER (WHERE has),
      count(*) FILTER (WHERE has AND NOT had), count(*) FILTER (WHERE had AND NOT has)
    FROM (
      SELECT bool_or(change <> 'added') AS had, bool_or(change <> 'removed') AS has
      FROM compared GROUP BY head
    )`);
  const [before, after, gained, lost] = (reader.getRowsJson()[0] ?? []).map(Number);
  return { before: before ?? 0, after: after ?? 0, gained: gained ?? 0, lost: lost ?? 0 };
}

const orderOf: Readonly<Record<EdgeChange, string>> = {
  added: "scoreAfter DESC NULLS LAST",
  removed: "scoreBefore DESC NULLS LAST",
  moved: "abs(scoreAfter - scoreBefore) DESC NULLS LAST",
};

async function rowsOf(
  connection: SqlConnection,
  change: EdgeChange,
  limit: number,
): Promise<readonly ComparedEdge[]> {
  const reader = await connection.runAndReadAll(`
    SELECT id AS edge, head, words, relation, wording, scoreBefore, scoreAfter
    FROM compared WHERE change = '${change}' ORDER BY ${orderOf[change]}, id LIMIT ${limit}`);
  return reader.getRowObjectsJS() as unknown as readonly ComparedEdge[];
}
