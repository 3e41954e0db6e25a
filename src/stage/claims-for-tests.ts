import { claimId } from "../domain/ids.ts";
import type { Claim } from "../domain/tables/claims.ts";

/** A kept claim with the tail; what was measured of it is nothing special unless it is given. */
export const claimRow = (
  head: string,
  relation: string,
  tail: string,
  details: Partial<Claim> = {},
): Claim => ({
  id: claimId(details.scope ?? "pair", head, relation, tail),
  scope: "pair",
  head,
  relation,
  tail,
  sentence: `${relation} ${tail}.`,
  support: 1,
  votes: 1,
  calls: ["call_00000000000000000000"],
  kept: true,
  droppedBy: null,
  dropReason: null,
  perplexity: null,
  copySimilarity: null,
  documentFrequency: null,
  spread: null,
  contextCosine: null,
  typeDifference: null,
  ...details,
});

export const droppedClaimRow = (head: string, relation: string, tail: string): Claim =>
  claimRow(head, relation, tail, { kept: false, droppedBy: "copy", dropReason: "a copy" });
