import { isBehaviourCall } from "../../domain/ids.ts";
import { candidates } from "../../domain/tables/candidates.ts";
import type { Claim } from "../../domain/tables/claims.ts";
import { claimTail } from "../../refinement/claim-tail.ts";
import { sqlText } from "../../sql/sql.ts";
import type { Lookup } from "./lookup.ts";

/**
 * What purchases say, where a claim comes of them: `dog food (bought together 6 times, 24.3 times what chance gives)`.
 * Null where a model or a list says it, and where the last run has it no more.
 */
export async function toldPurchases(
  lookup: Lookup,
  claim: Pick<Claim, "head" | "calls" | "tail"> | undefined,
): Promise<string | null> {
  const call = claim?.calls.find(isBehaviourCall);
  if (claim === undefined || call === undefined) return null;
  const said = `head = ${sqlText(claim.head)} AND call = ${sqlText(call)}`;
  const { rows } = await lookup.some(candidates, said, "place", 100);
  return rows.find(({ tail }) => claimTail(tail).tail === claim.tail)?.rawText ?? null;
}
