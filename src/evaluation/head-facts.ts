import { isServed } from "../domain/served-type.ts";
import type { Query } from "../domain/tables/queries.ts";
import { normaliseQuery } from "../text/normalise.ts";
import type { TrueNeed, TypedProduct } from "./true-need.ts";
import type { Fact, Truth } from "./truth.ts";

export interface PairFacts {
  /** Whether any need explains that the two came together. */
  readonly sharesNeed: boolean;
  readonly facts: readonly Fact[];
}

/** What is true of products and queries, by their ids. */
export interface HeadFacts {
  /**
   * Of a product: the facts of each need that it serves, as far as they hold for its type. Of a query:
   * the facts of every need that has it. None of a head that is unknown or that no need has.
   */
  of(head: string): readonly Fact[];
  /**
   * Of a query and a product, or of two products: the facts of the needs that both have, as far as they
   * hold for the product, or for at least one of the two. One is enough because a claim speaks of the
   * two together: "grill burgers", true of the grill alone, is why the sauce was bought with it.
   */
  ofPair(headA: string, headB: string): PairFacts;
}

export interface HeadFactsInput {
  readonly needs: readonly TrueNeed[];
  readonly products: readonly TypedProduct[];
  readonly queries: readonly Pick<Query, "id" | "text">[];
  readonly truth: Truth;
}

/** A head's needs, and its product type; undefined: a query, of which no fact is held back. */
interface Head {
  readonly needs: readonly string[];
  readonly type: string | undefined;
}

export function headFacts({ needs, products, queries, truth }: HeadFactsInput): HeadFacts {
  const heads = new Map<string, Head>();
  for (const product of products) {
    const served = needs.filter(({ serves }) =>
      isServed(serves, product.productType, product.attributes),
    );
    heads.set(product.id, {
      needs: served.map(({ id }) => id),
      type: product.productType ?? "",
    });
  }
  const needsOfText = queryNeeds(needs);
  for (const { id, text } of queries) heads.set(id, { needs: needsOfText(text), type: undefined });

  const none: Head = { needs: [], type: undefined };
  const headOf = (id: string): Head => heads.get(id) ?? none;
  const factsOf = (ids: readonly string[], holds: (fact: Fact) => boolean): readonly Fact[] =>
    ids.flatMap((id) => truth.get(id) ?? []).filter(holds);
  const known = new Map<string, readonly Fact[]>();
  return {
    of(id) {
      const before = known.get(id);
      if (before !== undefined) return before;
      const head = headOf(id);
      const facts = withoutRepeats(factsOf(head.needs, (fact) => holdsFor(fact, head.type)));
      known.set(id, facts);
      return facts;
    },
    ofPair(idA, idB) {
      const [headA, headB] = [headOf(idA), headOf(idB)];
      const shared = headA.needs.filter((need) => headB.needs.includes(need));
      const types = [headA.type, headB.type].filter((type) => type !== undefined);
      return {
        sharesNeed: shared.length > 0,
        facts: factsOf(shared, (fact) => types.some((type) => holdsFor(fact, type))),
      };
    },
  };
}

/**
 * Facts of one relation that share a wording, as needs near each other have them, are one fact, with the
 * wordings of all: a head is not to be praised or blamed twice for it.
 */
function withoutRepeats(facts: readonly Fact[]): readonly Fact[] {
  const kept: Fact[] = [];
  for (const fact of facts) {
    const place = kept.findIndex(
      ({ relation, tails }) =>
        relation === fact.relation && tails.some((tail) => fact.tails.includes(tail)),
    );
    const same = kept[place];
    if (same === undefined) kept.push(fact);
    else kept[place] = { ...same, tails: [...new Set([...same.tails, ...fact.tails])] };
  }
  return kept;
}

const holdsFor = ({ types }: Fact, type: string | undefined): boolean =>
  types === null || type === undefined || types.includes(type);

/**
 * The needs of a query text. A text with more words behind that of a need counts as that one, the
 * longest that fits: shoppers narrow "winter camping" to "winter camping for two".
 */
function queryNeeds(needs: readonly TrueNeed[]): (text: string) => readonly string[] {
  const needsOf = new Map<string, Set<string>>();
  for (const { id, queries } of needs) {
    for (const { text } of queries) {
      const key = normaliseQuery(text);
      needsOf.set(key, (needsOf.get(key) ?? new Set()).add(id));
    }
  }
  return (text) => {
    const words = normaliseQuery(text).split(" ");
    for (let length = words.length; length > 0; length--) {
      const found = needsOf.get(words.slice(0, length).join(" "));
      if (found !== undefined) return [...found];
    }
    return [];
  };
}
