import { type Claim, claims } from "../domain/tables/claims.ts";
import { scores } from "../domain/tables/scores.ts";
import { sqlParquet, sqlText } from "../sql/sql.ts";
import type { PublishingThresholds } from "./chosen-claims.ts";
import { type ClaimHeads, claimHeads } from "./show/claim-heads.ts";
import { type Lookup, openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

export interface ClaimAtThreshold extends ClaimHeads, Pick<Claim, "scope"> {
  readonly claim: string;
  readonly sentence: string;
  readonly plausibility: number;
}

export interface ClaimsAtThreshold {
  readonly above: readonly ClaimAtThreshold[];
  readonly below: readonly ClaimAtThreshold[];
}

type DrawnClaim = Pick<Claim, "id" | "scope" | "head" | "sentence"> & {
  readonly plausibility: number;
};

/** How many of the nearest claims are drawn from, for each that is shown. */
const nearest = 3;

/**
 * Claims just above and just below the threshold of their relation, drawn at random from three times as
 * many that are nearest to it: the same ones for the same claims. None where no critic judged.
 */
export async function claimsAtThreshold(
  workspace: Workspace,
  count: number,
): Promise<ClaimsAtThreshold> {
  return claimsAround(await openLookup(workspace), workspace.configuration.graph, count);
}

/** The same of rows that are at hand. */
export async function claimsAround(
  lookup: Lookup,
  { plausibility, plausibilityByRelation }: PublishingThresholds,
  count: number,
): Promise<ClaimsAtThreshold> {
  const cases = Object.entries(plausibilityByRelation ?? {}).map(
    ([relation, value]) => `WHEN ${sqlText(relation)} THEN ${value}`,
  );
  const cut =
    cases.length === 0
      ? String(plausibility)
      : `CASE claim.relation ${cases.join(" ")} ELSE ${plausibility} END`;
  const files = [scores, claims].map((table) => lookup.files(table));
  if (files.some(({ length }) => length === 0)) return { above: [], below: [] };
  const [scoreFiles = "", claimFiles = ""] = files.map(sqlParquet);
  const side = async (condition: string): Promise<readonly ClaimAtThreshold[]> => {
    const rows = await lookup.workspace.sql.use(async (connection) => {
      const reader = await connection.runAndReadAll(`
        SELECT * FROM (
          SELECT claim.id, claim.scope, claim.head, claim.sentence, score.plausibility
          FROM ${scoreFiles} AS score
          JOIN ${claimFiles} AS claim ON claim.id = score.claim
          WHERE score.plausibility ${condition} ${cut}
          ORDER BY abs(score.plausibility - ${cut}), claim.id
          LIMIT ${nearest * count}
        )
        ORDER BY sha256(id || 'threshold')
        LIMIT ${count}`);
      return reader.getRowObjectsJS() as unknown as readonly DrawnClaim[];
    });
    const shown = await Promise.all(
      rows.map(async ({ id, scope, head, sentence, plausibility: score }) => ({
        claim: id,
        scope,
        ...(await claimHeads(lookup, { scope, head })),
        sentence,
        plausibility: score,
      })),
    );
    return shown.toSorted((a, b) => b.plausibility - a.plausibility);
  };
  return { above: await side(">"), below: await side("<=") };
}
