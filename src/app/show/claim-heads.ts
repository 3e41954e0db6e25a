import type { Claim } from "../../domain/tables/claims.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { isTypeScope } from "../../domain/tables/scopes.ts";
import { shownQueries } from "../../domain/tables/shown-queries.ts";
import type { Lookup } from "./lookup.ts";
import { wordsOf } from "./words-of.ts";

export interface ClaimHeads {
  /** Words of the pair's first head; of a product type its name, with its attribute; of a query its text. */
  readonly headA: string;
  /** Words of the pair's second head; of a product type the title of one of its products, of a query of one bought. */
  readonly headB: string;
}

/** What a claim is about, in words; by its id where the last run has it no more. */
export async function claimHeads(
  lookup: Lookup,
  { scope, head }: Pick<Claim, "scope" | "head">,
): Promise<ClaimHeads> {
  if (isTypeScope(scope)) {
    const type = await lookup.one(productTypes, "id", head);
    return { headA: type ? typeWords(type) : head, headB: type?.titles[0] ?? "" };
  }
  if (scope === "query") {
    const shown = await lookup.one(shownQueries, "id", head);
    return { headA: await wordsOf(lookup, head), headB: shown?.titles[0] ?? "" };
  }
  const pair = await lookup.one(pairs, "id", head);
  if (pair === undefined) return { headA: head, headB: "" };
  return { headA: await wordsOf(lookup, pair.headA), headB: await wordsOf(lookup, pair.headB) };
}
