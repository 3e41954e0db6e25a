import { claims } from "../../domain/tables/claims.ts";
import { scores } from "../../domain/tables/scores.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import type { Lookup } from "./lookup.ts";
import type { Section } from "./shown.ts";

/** Claims of one head that are shown. */
const claimsShown = 40;

/** The claims about a pair, a query or a product type, kept ones first, with what a critic says of them. */
export async function claimSection(lookup: Lookup, head: string): Promise<Section> {
  const found = await lookup.some(
    claims,
    `head = ${sqlText(head)}`,
    "kept DESC, votes DESC, support DESC, id",
    claimsShown,
  );
  const judged = await plausibilities(lookup, head);
  return {
    title: "Claims",
    total: found.total,
    rows: found.rows.map((row) => ({
      votes: row.votes,
      support: row.support,
      sentence: row.sentence,
      kept: row.kept ? "kept" : `dropped: ${row.dropReason}`,
      plausibility: judged.get(row.id) ?? null,
      relation: row.relation,
      tail: row.tail,
      claim: row.id,
    })),
  };
}

/** What a critic says of the claims about a head, by claim. */
async function plausibilities(lookup: Lookup, head: string): Promise<ReadonlyMap<string, number>> {
  const claimFiles = lookup.files(claims);
  if (claimFiles.length === 0) return new Map();
  const ids = `SELECT id FROM ${sqlParquet(claimFiles)} WHERE head = ${sqlText(head)}`;
  const { rows } = await lookup.some(scores, `claim IN (${ids})`, "claim", 1000);
  return new Map(rows.map(({ claim, plausibility }) => [claim, plausibility]));
}
