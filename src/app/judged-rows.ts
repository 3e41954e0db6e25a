import { claims } from "../domain/tables/claims.ts";
import { assertions, edges, nodes } from "../domain/tables/graph.ts";
import { labels } from "../domain/tables/labels.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { scores } from "../domain/tables/scores.ts";
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

/** A claim that the filters kept, as the graph would assert it, and what a critic says of it. */
export interface KeptClaim extends JudgedAssertion {
  readonly behaviour: BehaviourPair["behaviour"];
  /** Null where no critic judged it. */
  readonly plausibility: number | null;
  /** Whether a critic could learn from labels about one of its product types. */
  readonly typeLearnt: boolean;
}

export const keptClaims = (
  source: Source & Pick<Lookup, "written">,
): Promise<readonly KeptClaim[]> =>
  rowsOfQuery(
    source,
    `WITH learnt AS (
       SELECT unnest([typeA, typeB]) AS productType FROM ${from(source, labels)} WHERE split = 'train'
     )
     SELECT pair.behaviour, pair.headA, pair.headB, claim.relation, node.wording AS tail,
       score.plausibility,
       productA.productType IN (FROM learnt) IS TRUE
         OR productB.productType IN (FROM learnt) IS TRUE AS typeLearnt
     FROM ${from(source, claims)} AS claim
     JOIN ${from(source, pairs)} AS pair ON pair.id = claim.head
     JOIN ${sqlParquet(source.written("intentAliases"))} AS alias ON alias.surface = claim.tail
     JOIN ${sqlParquet(source.written("intentNodes"))} AS node ON node.id = alias.node
     LEFT JOIN ${from(source, scores)} AS score ON score.claim = claim.id
     LEFT JOIN ${from(source, products)} AS productA ON productA.id = pair.headA
     LEFT JOIN ${from(source, products)} AS productB ON productB.id = pair.headB
     WHERE claim.kept
     ORDER BY claim.id`,
  );

/** An edge that claims would be pooled into, and the best plausibility among them. */
export interface RatedEdge extends JudgedEdge {
  readonly plausibility: number | null;
}

/** The edges that such claims would be pooled into. */
export function edgesOfClaims(claimed: readonly KeptClaim[]): readonly RatedEdge[] {
  const edgesById = new Map<string, RatedEdge>();
  for (const { behaviour, headA, headB, relation, tail, plausibility } of claimed) {
    for (const [head, headKind] of [
      [headA, behaviour === "searchBuy" ? "query" : "product"],
      [headB, "product"],
    ] as const) {
      const id = JSON.stringify([head, relation, tail]);
      const before = edgesById.get(id)?.plausibility ?? null;
      const best = before === null ? plausibility : Math.max(before, plausibility ?? 0);
      edgesById.set(id, { head, headKind, relation, tail, plausibility: best });
    }
  }
  return [...edgesById.values()];
}

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
