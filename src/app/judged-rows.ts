import { claims } from "../domain/tables/claims.ts";
import { entailments } from "../domain/tables/entailments.ts";
import { assertions, edges, nodes } from "../domain/tables/graph.ts";
import { labels } from "../domain/tables/labels.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import { scores } from "../domain/tables/scores.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import type { JudgedAssertion } from "../evaluation/assertion-report.ts";
import type { JudgedEdge, ReportHead } from "../evaluation/head-counts.ts";
import { sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlTable } from "../sql/sql-rows.ts";
import { familyHeads } from "../stage/family-heads.ts";
import { typedProducts } from "../stage/typed-products.ts";
import type { Lookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

/** The engine, and the files of each table: a `Lookup` is one. */
interface Source extends Pick<Lookup, "files"> {
  readonly workspace: Pick<Workspace, "sql">;
}

/** What each thing that claims can be about speaks of: `subject`, `head`, `headKind`. */
function subjectHeads(source: Source): string {
  const sources = {
    pairs: { files: source.files(pairs) },
    products: { files: source.files(products) },
    queries: { files: source.files(queries) },
    productTypes: { files: source.files(productTypes) },
  };
  return sqlFromFile(new URL("./subject-heads.sql", import.meta.url), {
    ...sources,
    familyHeads: familyHeads(sources),
    typedProducts: typedProducts(sources),
  });
}

/** Of a claim: the pair, query or type that it is about, and one product or query that this speaks of. */
export interface SubjectHead {
  readonly subject: string;
  readonly head: string;
}

const askedSelect = (source: Source): string =>
  `SELECT subject, head FROM (${subjectHeads(source)})
   WHERE subject IN (SELECT head FROM ${from(source, claims)})`;

/** The products and queries of the pairs, queries and types of which something was claimed. */
export const askedHeads = (source: Source): Promise<readonly SubjectHead[]> =>
  rowsOfQuery(source, `${askedSelect(source)} ORDER BY ALL`);

/**
 * Products and queries that passed the gate. Of the variants of a parent there is the one that pairs are
 * counted for.
 */
export function reportHeads(source: Source): Promise<readonly ReportHead[]> {
  return rowsOfQuery(
    source,
    `WITH asked AS (${askedSelect(source)})
     SELECT id, kind, id IN (SELECT head FROM asked) AS asked
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

/** What would be served if every claim were taken at its word of all that it speaks of. */
export const unfilteredEdges = (source: Source): Promise<readonly JudgedEdge[]> =>
  rowsOfQuery(
    source,
    `SELECT DISTINCT spoken.head, spoken.headKind, claim.relation, claim.tail
     FROM ${from(source, claims)} AS claim
     JOIN (${subjectHeads(source)}) AS spoken ON spoken.subject = claim.head
     ORDER BY ALL`,
  );

interface SpokenHead extends Pick<JudgedEdge, "head" | "headKind"> {
  readonly carried: boolean;
}

/** A claim that the filters kept, as the graph would assert it, and what a critic says of it. */
export interface KeptClaim {
  readonly scope: Scope;
  readonly relation: string;
  readonly tail: string;
  /** What it speaks of; of a type all, and whether it was carried there. */
  readonly heads: readonly SpokenHead[];
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
       SELECT lower(unnest([typeA, typeB])) AS productType FROM ${from(source, labels)}
       WHERE split = 'train'
     ),
     spoken AS (
       SELECT claim.id AS claim,
         list({
           'head': own.head,
           'headKind': own.headKind,
           'carried': NOT starts_with(claim.scope, 'product-type') OR entailment.decision = 'carried' IS TRUE
         } ORDER BY own.headKind DESC, own.head) AS heads
       FROM ${from(source, claims)} AS claim
       JOIN (${subjectHeads(source)}) AS own ON own.subject = claim.head
       LEFT JOIN ${from(source, entailments)} AS entailment
         ON entailment.claim = claim.id AND entailment.head = own.head
       WHERE claim.kept
       GROUP BY claim.id
     )
     SELECT claim.scope, claim.relation, node.wording AS tail, spoken.heads, score.plausibility,
       type.name IN (FROM learnt) IS TRUE
         OR concat_ws(' ', type.attribute, type.name) IN (FROM learnt) IS TRUE
         OR lower(shown.productType) IN (FROM learnt) IS TRUE
         OR lower(productA.productType) IN (FROM learnt) IS TRUE
         OR lower(productB.productType) IN (FROM learnt) IS TRUE AS typeLearnt
     FROM ${from(source, claims)} AS claim
     JOIN spoken ON spoken.claim = claim.id
     JOIN ${sqlParquet(source.written("intentAliases"))} AS alias ON alias.surface = claim.tail
     JOIN ${sqlParquet(source.written("intentNodes"))} AS node ON node.id = alias.node
     LEFT JOIN ${from(source, scores)} AS score ON score.claim = claim.id
     LEFT JOIN ${from(source, productTypes)} AS type ON type.id = claim.head
     LEFT JOIN ${from(source, shownQueries)} AS shown ON shown.id = claim.head
     LEFT JOIN ${from(source, pairs)} AS pair ON pair.id = claim.head
     LEFT JOIN ${from(source, products)} AS productA ON productA.id = pair.headA
     LEFT JOIN ${from(source, products)} AS productB ON productB.id = pair.headB
     WHERE claim.kept
     ORDER BY claim.id`,
  );

/** An edge that claims would be pooled into, and the best plausibility among them. */
export interface RatedEdge extends JudgedEdge {
  readonly plausibility: number | null;
}

/**
 * The edges that such claims would be pooled into.
 * @param isHead whether a claim counts at a head; default: at all that it speaks of
 */
export function edgesOfClaims(
  claimed: readonly KeptClaim[],
  isHead: (head: SpokenHead) => boolean = () => true,
): readonly RatedEdge[] {
  const edgesById = new Map<string, RatedEdge>();
  for (const { heads, relation, tail, plausibility } of claimed) {
    for (const { head, headKind } of heads.filter(isHead)) {
      const id = JSON.stringify([head, relation, tail]);
      const before = edgesById.get(id)?.plausibility ?? null;
      const best = before === null ? plausibility : Math.max(before, plausibility ?? 0);
      edgesById.set(id, { head, headKind, relation, tail, plausibility: best });
    }
  }
  return [...edgesById.values()];
}

/** What the graph asserts of pairs. */
export const judgedAssertions = (source: Source): Promise<readonly JudgedAssertion[]> =>
  rowsOfQuery(
    source,
    `SELECT assertion.headA, assertion.headB, assertion.relation, node.wording AS tail
     FROM ${from(source, assertions)} AS assertion
     JOIN ${from(source, nodes)} AS node ON node.id = assertion.node
     WHERE assertion.scope = 'pair'
     ORDER BY assertion.claim`,
  );

const from = (source: Source, table: Parameters<Lookup["files"]>[0]): string =>
  sqlTable(table, { files: source.files(table) });

/** @param query that selects the columns of `Row` by their names */
function rowsOfQuery<Row>({ workspace }: Source, query: string): Promise<readonly Row[]> {
  return workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(query);
    return reader.getRowObjectsJS() as unknown as readonly Row[];
  });
}
