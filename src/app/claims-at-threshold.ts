import { claims } from "../domain/tables/claims.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { scores } from "../domain/tables/scores.ts";
import { sqlParquet, sqlText } from "../sql/sql.ts";
import { openLookup } from "./show/lookup.ts";
import { wordsOf } from "./show/show-heads.ts";
import type { Workspace } from "./workspace.ts";

export interface ClaimAtThreshold {
  readonly claim: string;
  readonly headA: string;
  readonly headB: string;
  readonly sentence: string;
  readonly plausibility: number;
}

/** How many of the nearest claims are drawn from, for each that is shown. */
const nearest = 3;

/**
 * Claims just above and just below the threshold of their relation, drawn at random from three times as
 * many that are nearest to it: the same ones for the same claims. None where no critic judged.
 */
export async function claimsAtThreshold(
  workspace: Workspace,
  count: number,
): Promise<{
  readonly above: readonly ClaimAtThreshold[];
  readonly below: readonly ClaimAtThreshold[];
}> {
  const lookup = await openLookup(workspace);
  const { plausibility, plausibilityByRelation } = workspace.configuration.graph;
  const cases = Object.entries(plausibilityByRelation ?? {}).map(
    ([relation, value]) => `WHEN ${sqlText(relation)} THEN ${value}`,
  );
  const cut =
    cases.length === 0
      ? String(plausibility)
      : `CASE claim.relation ${cases.join(" ")} ELSE ${plausibility} END`;
  const files = [scores, claims, pairs].map((table) => lookup.files(table));
  if (files.some(({ length }) => length === 0)) return { above: [], below: [] };
  const [scoreFiles = "", claimFiles = "", pairFiles = ""] = files.map(sqlParquet);
  const side = async (condition: string): Promise<readonly ClaimAtThreshold[]> => {
    const rows = await workspace.sql.use(async (connection) => {
      const reader = await connection.runAndReadAll(`
        SELECT * FROM (
          SELECT claim.id, claim.sentence, pair.headA, pair.headB, score.plausibility
          FROM ${scoreFiles} AS score
          JOIN ${claimFiles} AS claim ON claim.id = score.claim
          JOIN ${pairFiles} AS pair ON pair.id = claim.head
          WHERE score.plausibility ${condition} ${cut}
          ORDER BY abs(score.plausibility - ${cut}), claim.id
          LIMIT ${nearest * count}
        )
        ORDER BY sha256(id || 'threshold')
        LIMIT ${count}`);
      return reader.getRowObjectsJS();
    });
    const shown = await Promise.all(
      rows.map(async (row) => ({
        claim: String(row["id"]),
        headA: await wordsOf(lookup, String(row["headA"])),
        headB: await wordsOf(lookup, String(row["headB"])),
        sentence: String(row["sentence"]),
        plausibility: Number(row["plausibility"]),
      })),
    );
    return shown.toSorted((a, b) => b.plausibility - a.plausibility);
  };
  return { above: await side(">"), below: await side("<=") };
}
