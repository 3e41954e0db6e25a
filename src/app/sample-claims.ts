import { type Claim, claims } from "../domain/tables/claims.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { openLookup } from "./show/lookup.ts";
import { wordsOf } from "./show/show-heads.ts";
import type { Workspace } from "./workspace.ts";

export interface SampledClaim {
  readonly claim: string;
  readonly headA: string;
  readonly headB: string;
  readonly sentence: string;
  readonly dropReason: string | null;
}

/** Claims drawn at random, the same ones for the same claims: kept ones, or dropped ones with the reason. */
export async function sampleClaims(
  workspace: Workspace,
  kept: boolean,
  count: number,
): Promise<readonly SampledClaim[]> {
  const lookup = await openLookup(workspace);
  const condition = kept ? "kept" : "NOT kept";
  // Ids are hashes: their order by another hash is a draw.
  const { rows } = await lookup.some(claims, condition, "sha256(id || 'sample')", count);
  return Promise.all(
    rows.map(async (claim: Claim) => {
      const pair = await lookup.one(pairs, "id", claim.head);
      return {
        claim: claim.id,
        headA: pair ? await wordsOf(lookup, pair.headA) : claim.head,
        headB: pair ? await wordsOf(lookup, pair.headB) : "",
        sentence: claim.sentence,
        dropReason: claim.droppedBy && `${claim.droppedBy}: ${claim.dropReason}`,
      };
    }),
  );
}
