import { type Claim, claims } from "../domain/tables/claims.ts";
import { edges } from "../domain/tables/graph.ts";
import { queries } from "../domain/tables/queries.ts";
import { sqlParquet } from "../sql/sql.ts";
import { type ClaimHeads, claimHeads } from "./show/claim-heads.ts";
import { openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

export interface SampledClaim extends ClaimHeads, Pick<Claim, "scope"> {
  readonly claim: string;
  readonly sentence: string;
  readonly dropReason: string | null;
}

/** Claims that a filter dropped, drawn at random, the same ones for the same claims, with the reason. */
export async function droppedClaims(
  workspace: Workspace,
  count: number,
): Promise<readonly SampledClaim[]> {
  const lookup = await openLookup(workspace);
  // Ids are hashes: their order by another hash is a draw.
  const { rows } = await lookup.some(claims, "NOT kept", "sha256(id || 'sample')", count);
  return Promise.all(
    rows.map(async (claim) => ({
      claim: claim.id,
      scope: claim.scope,
      ...(await claimHeads(lookup, claim)),
      sentence: claim.sentence,
      dropReason: claim.droppedBy && `${claim.droppedBy}: ${claim.dropReason}`,
    })),
  );
}

/**
 * The query that the graph knows most about, by its words, or else the product, by its id: something
 * to look at. Undefined where there is no edge.
 */
export async function richestHead(workspace: Workspace): Promise<string | undefined> {
  const lookup = await openLookup(workspace);
  const [edgeFiles, queryFiles] = [lookup.files(edges), lookup.files(queries)];
  if (edgeFiles.length === 0 || queryFiles.length === 0) return undefined;
  const from = sqlParquet(edgeFiles);
  return workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(`
      SELECT coalesce(q.text, e.head) AS name
      FROM ${from} e LEFT JOIN ${sqlParquet(queryFiles)} q ON q.id = e.head
      WHERE e.headKind = 'product' OR q.text IS NOT NULL
      GROUP BY name, e.headKind
      ORDER BY e.headKind = 'query' DESC, count(*) DESC, name
      LIMIT 1`);
    const name = reader.getRows()[0]?.[0];
    return name === undefined ? undefined : String(name);
  });
}
