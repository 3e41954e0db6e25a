import { claims } from "../domain/tables/claims.ts";
import { assertions, edges, nodes } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import type { JudgedAssertion } from "../evaluation/assertion-report.ts";
import type { JudgedEdge, ReportHead } from "../evaluation/head-counts.ts";
import { sqlParquet } from "../sql/sql.ts";
import type { Lookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

/** The engine, and the files of each table: a `Lookup` is one. */
interface Source extends Pick<Lookup, "files"> {
  readonly workspace: Pick<Workspace, "sql">;
}

const askedSelect = (source: Source): string =>
  `SELECT pair.headA, pair.headB
   FROM (SELECT DISTINCT head FROM ${from(source, claims)}) AS claim
   JOIN ${from(source, pairs)} AS pair ON pair.id = claim.head`;

/** The pairs of which something was claimed. */
export const askedPairs = (
  source: Source,
): Promise<readonly { readonly headA: string; readonly headB: string }[]> =>
  rowsOfQuery(source, `${askedSelect(source)} ORDER BY ALL`);

/**
 * Products and queries that passed the gate. Of the variants of a parent there is the one that pairs are
 * counted for.
 */
export function reportHeads(source: Source): Promise<readonly ReportHead[]> {
  return rowsOfQuery(
    source,
    `WITH asked AS (${askedSelect(source)})
     SELECT id, kind, id IN (SELECT headA FROM asked UNION SELECT headB FROM asked) AS asked
     FROM (
       SELECT min(id) AS id, 'product' AS kind FROM ${from(source, products)}
       GROUP BY site, coalesce(parent, id)
       UNION ALL
       SELECT id, 'query' FROM ${from(source, queries)}
     )
     ORDER BY id`,
  );
}

export const publishedEdges = (source: Source): Promise<readonly JudgedEdge[]> =>
  rowsOfQuery(
    source,
    `SELECT edge.head, edge.headKind, edge.relation, node.wording AS tail
     FROM ${from(source, edges)} AS edge JOIN ${from(source, nodes)} AS node ON node.id = edge.node
     ORDER BY edge.id`,
  );

/** What would be served if every claim were taken at its word. */
export const unfilteredEdges = (source: Source): Promise<readonly JudgedEdge[]> =>
  rowsOfQuery(
    source,
    `SELECT DISTINCT head, headKind, relation, tail
     FROM (
       SELECT pair.headA AS head, claim.relation, claim.tail,
         CASE pair.behaviour WHEN 'searchBuy' THEN 'query' ELSE 'product' END AS headKind
       FROM ${from(source, claims)} AS claim JOIN ${from(source, pairs)} AS pair ON pair.id = claim.head
       UNION ALL
       SELECT pair.headB, claim.relation, claim.tail, 'product'
       FROM ${from(source, claims)} AS claim JOIN ${from(source, pairs)} AS pair ON pair.id = claim.head
     )
     ORDER BY ALL`,
  );

export const judgedAssertions = (source: Source): Promise<readonly JudgedAssertion[]> =>
  rowsOfQuery(
    source,
    `SELECT assertion.headA, assertion.headB, assertion.relation, node.wording AS tail
     FROM ${from(source, assertions)} AS assertion
     JOIN ${from(source, nodes)} AS node ON node.id = assertion.node
     ORDER BY assertion.claim`,
  );

const from = (source: Source, table: Parameters<Lookup["files"]>[0]): string =>
  sqlParquet(source.files(table));

/** @param query that selects the columns of `Row` by their names */
function rowsOfQuery<Row>({ workspace }: Source, query: string): Promise<readonly Row[]> {
  return workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(query);
    return reader.getRowObjectsJS() as unknown as readonly Row[];
  });
}
