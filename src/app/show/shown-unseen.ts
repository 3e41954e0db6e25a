import type {
  SeenProduct,
  SeenQuery,
  UnseenPair,
} from "../../behaviour/explanation/explain-unseen.ts";
import type { AskedPair } from "../../behaviour/explanation/explained-pair.ts";
import { pairId } from "../../domain/ids.ts";
import { counted } from "../../text/counted.ts";
import type { Lookup } from "./lookup.ts";
import type { Section, Shown } from "./shown.ts";
import { queryThatStays } from "./shown-pair.ts";
import { wordsOf } from "./words-of.ts";

/** A pair that the log does not have: what it has of each of the two, what is near, and what to do. */
export async function shownUnseen(
  lookup: Lookup,
  { behaviour, headA, headB }: AskedPair,
  unseen: UnseenPair,
): Promise<Shown> {
  const { a, b } = unseen;
  const isStopped = a.kind === "query" && a.stoppedBy !== null;
  return {
    kind: "pair",
    id: pairId(behaviour, headA, headB),
    facts: {
      decision: unseen.isOneProduct ? "none: both are variants of one product" : "never seen",
      behaviour,
      headA: a.id,
      headAWords: a.kind === "query" ? (a.text ?? queryThatStays) : await wordsOf(lookup, a.id),
      headASeen: seenWords(a),
      headB: b.id,
      headBWords: await wordsOf(lookup, b.id),
      headBSeen: seenWords(b),
      next: nextStep(unseen, lookup.workspace.configuration.mining.searchBuy),
    },
    sections: [
      await nearSection(lookup, unseen, isStopped ? [headB] : [...new Set([headA, headB])]),
    ],
    explained: unseen,
  };
}

const seenWords = (seen: SeenQuery | SeenProduct): string =>
  seen.kind === "query"
    ? [
        `${counted(seen.searches, "searches")} by ${seen.customers === 1 ? "1 person" : counted(seen.customers, "people")}`,
        ...(seen.stoppedBy === null ? [] : [`the gate stops it: ${seen.stoppedBy}`]),
      ].join("; ")
    : `bought ${counted(seen.purchases, "times")}, in ${counted(seen.baskets, "baskets")}, after ${counted(seen.searches, "searches")} of whatever words`;

function nextStep(
  { a, b, behaviour, isOneProduct, largeBaskets, maximumBasket }: UnseenPair,
  { withinMinutes, withinClicks }: { withinMinutes: number; withinClicks: number },
): string {
  if (isOneProduct) {
    return "A choice of colour or size has no reason to explain. Correct `parent` in the catalogue where they are two things.";
  }
  if (largeBaskets > 0) {
    return `${counted(largeBaskets, "baskets")} hold both, with more than ${counted(maximumBasket, "products")} each: raise mining.co-buy.maximum-basket.`;
  }
  const unbought = [a, b].find((seen) => seen.kind === "product" && seen.purchases === 0);
  if (unbought !== undefined) {
    return `No purchase of ${unbought.id} stands: import more of the log, or look in \`cosmo status\` for what was dropped.`;
  }
  return behaviour === "coBuy"
    ? "No basket holds both. Look at what is near, or import more of the log."
    : `No purchase of the product counts for such a search: it was bought more than ${counted(withinMinutes, "minutes")} and ${counted(withinClicks, "clicks")} behind it (mining.search-buy.within-minutes, within-clicks), for another search, or never. Look at what is near.`;
}

/** With what each of the two was seen most. */
async function nearSection(
  lookup: Lookup,
  { near }: UnseenPair,
  heads: readonly string[],
): Promise<Section> {
  const rows = await Promise.all(
    heads
      .flatMap((head) => near.filter(({ of }) => of === head))
      .map(async ({ of, behaviour, headA, headB, query, count, stoppedBy }) => {
        const words = [query ?? (await wordsOf(lookup, headA)), await wordsOf(lookup, headB)];
        const [own, other] = of === headA ? words : words.toReversed();
        const decision = stoppedBy === null ? "kept" : `cut by ${stoppedBy}`;
        const pair = pairId(behaviour, headA, headB);
        return { of: own, with: other, behaviour, count, decision, pair };
      }),
  );
  return { title: "Near", total: rows.length, rows };
}
