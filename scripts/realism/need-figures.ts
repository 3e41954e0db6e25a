import type { ShopEvent } from "../../src/domain/tables/events.ts";
import type { Need } from "../../src/simulation/domain-files.ts";
import { type ShopProduct, servesNeed } from "../../src/simulation/shop.ts";
import { dayMs } from "../../src/simulation/simulate-events.ts";
import { shareOf } from "./distribution.ts";
import { sessionsOf } from "./session-figures.ts";

type KnownProduct = Pick<
  ShopProduct,
  "sku" | "epoch" | "type" | "attributes" | "fromDay" | "toDay"
>;
type KnownNeed = Pick<Need, "serves" | "queries">;

export interface NeedFigures {
  /** Pairs of products in one session that serve no need in common. */
  readonly coBuyByChance: {
    readonly ofOccurrences: number | null;
    readonly ofDistinctPairs: number | null;
  };
  readonly searchBuy: {
    /** Purchases of what a search had found. */
    readonly purchases: number;
    /** Typed as no need has it, with a model number or something personal behind: left out below. */
    readonly shareOddQuery: number | null;
    /** Of the others: the product serves a need that has the query. */
    readonly shareServed: number | null;
    readonly distinctPairs: number;
  };
}

/** What the events have to do with needs, which only a simulated shop knows. */
export function needFigures(
  events: readonly ShopEvent[],
  {
    products,
    needs,
  }: { readonly products: readonly KnownProduct[]; readonly needs: readonly KnownNeed[] },
  from: number,
): NeedFigures {
  const served = new Map(
    products.map((product) => [
      product,
      new Set(needs.filter((need) => servesNeed(need, product))),
    ]),
  );
  const bySku = Map.groupBy(products, ({ sku }) => sku);
  const productOf = ({ product, time }: ShopEvent): KnownProduct | undefined => {
    const day = Math.floor((time - from) / dayMs);
    return bySku
      .get(product ?? "")
      ?.find(({ fromDay, toDay }) => day >= (fromDay ?? 0) && (toDay === null || day < toDay));
  };
  const needsOf = (product: KnownProduct): ReadonlySet<KnownNeed> =>
    served.get(product) ?? new Set();
  const purchases = events.filter(({ kind }) => kind === "purchase");
  return {
    coBuyByChance: coBuyByChance(purchases, productOf, needsOf),
    searchBuy: searchBuy(events, purchases, needs, productOf, needsOf),
  };
}

function coBuyByChance(
  purchases: readonly ShopEvent[],
  productOf: (event: ShopEvent) => KnownProduct | undefined,
  needsOf: (product: KnownProduct) => ReadonlySet<KnownNeed>,
): NeedFigures["coBuyByChance"] {
  const isByChance = new Map<string, boolean>();
  let occurrences = 0;
  let byChance = 0;
  for (const members of sessionsOf(purchases).values()) {
    const bought = [...new Set(members.map(productOf))].filter((product) => product !== undefined);
    for (const [index, one] of bought.entries()) {
      for (const other of bought.slice(index + 1)) {
        const chance = needsOf(one).isDisjointFrom(needsOf(other));
        occurrences += 1;
        if (chance) byChance += 1;
        isByChance.set([nameOf(one), nameOf(other)].sort().join(" "), chance);
      }
    }
  }
  return {
    ofOccurrences: shareOf(byChance, occurrences),
    ofDistinctPairs: shareOf([...isByChance.values()].filter(Boolean).length, isByChance.size),
  };
}

const nameOf = ({ sku, epoch }: KnownProduct): string => `${sku}@${epoch}`;

function searchBuy(
  events: readonly ShopEvent[],
  purchases: readonly ShopEvent[],
  needs: readonly KnownNeed[],
  productOf: (event: ShopEvent) => KnownProduct | undefined,
  needsOf: (product: KnownProduct) => ReadonlySet<KnownNeed>,
): NeedFigures["searchBuy"] {
  const typed = new Map(
    events.flatMap(({ kind, queryId, query }) => (kind === "search" ? [[queryId, query]] : [])),
  );
  const asking = new Map<string, Set<KnownNeed>>();
  for (const need of needs) {
    for (const { text } of need.queries) {
      asking.set(text, (asking.get(text) ?? new Set()).add(need));
    }
  }
  const pairs = new Set<string>();
  let found = 0;
  let odd = 0;
  let serving = 0;
  for (const purchase of purchases) {
    const query = purchase.queryId === null ? undefined : typed.get(purchase.queryId);
    const product = productOf(purchase);
    if (typeof query !== "string" || product === undefined) continue;
    found += 1;
    pairs.add(`${nameOf(product)} ${query}`);
    const meant = asking.get(query);
    if (meant === undefined) odd += 1;
    else if (!needsOf(product).isDisjointFrom(meant)) serving += 1;
  }
  return {
    purchases: found,
    shareOddQuery: shareOf(odd, found),
    shareServed: shareOf(serving, found - odd),
    distinctPairs: pairs.size,
  };
}
