import { pairId } from "../../domain/ids.ts";
import type { BehaviourPair } from "../../domain/tables/pairs.ts";
import { createAskedPairs } from "./asked-pairs.ts";
import { askedQuery } from "./asked-query.ts";
import { type CoBoughtProduct, coBuyRules } from "./co-buy-rules.ts";
import type { AskedPair, ExplainedPair, PairTotals } from "./explained-pair.ts";
import { keptAsSelected } from "./kept-as-selected.ts";
import type { MinedRelations } from "./mined-relations.ts";
import type { ProductPlace } from "./product-quota.ts";
import { type ReadRow, readRows } from "./read-rows.ts";
import { searchBuyRules } from "./search-buy-rules.ts";

/**
 * Of the pairs those that were seen, with every rule and its numbers. The numbers are those of the stage's own relations, so
 * that an explanation says what the stage does.
 */
export async function explainPairs(
  mined: MinedRelations,
  asked: readonly AskedPair[],
): Promise<readonly ExplainedPair[]> {
  const { connection, parameters } = mined;
  await createAskedPairs(connection, asked);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE asked_product_places AS ${askedQuery("product-places", parameters)}`,
  );
  const months = await monthsOf(mined);
  const rowsOf = (name: Parameters<typeof askedQuery>[0]): Promise<readonly ReadRow[]> =>
    readRows(connection, askedQuery(name, parameters));
  return [
    ...(await rowsOf("search-buys")).map((row) => explainSearchBuy(row, months, mined)),
    ...(await rowsOf("co-buys")).map((row) => explainCoBuy(row, months, mined)),
  ];
}

type Months = ReadonlyMap<string, Readonly<Record<string, number>>>;

async function monthsOf({ connection, parameters }: MinedRelations): Promise<Months> {
  const rows = await readRows(connection, askedQuery("months", parameters));
  const byPair = Map.groupBy(rows, ({ text }) => `${text("head_a")} ${text("head_b")}`);
  return new Map(
    [...byPair].map(([pair, months]) => [
      pair,
      Object.fromEntries(
        months
          .map(({ text, number }): [string, number] => [text("month"), number("times")])
          .toSorted(([one], [other]) => one.localeCompare(other)),
      ),
    ]),
  );
}

/** What the rows of both behaviours have in common. */
function pairOf(
  { number }: ReadRow,
  { behaviour, headA, headB }: AskedPair,
  months: Months,
): Omit<BehaviourPair, "clicks" | "searches" | "clickRateLow" | "purchaseRateLow" | "keptFor"> {
  return {
    id: pairId(behaviour, headA, headB),
    ...{ behaviour, headA, headB },
    count: number("times"),
    customers: number("customers"),
    lift: number("lift"),
    pmi: number("pmi"),
    logLikelihoodRatio: number("log_likelihood_ratio"),
    byMonth: months.get(`${headA} ${headB}`) ?? {},
    firstSeen: number("first_ms"),
    lastSeen: number("last_ms"),
  };
}

function explainSearchBuy(row: ReadRow, months: Months, { config }: MinedRelations): ExplainedPair {
  const { text, textOrNull, number, numberOrNull } = row;
  const asked = { behaviour: "searchBuy", headA: text("query"), headB: text("head") } as const;
  const { rules, stoppedBy, isKeptForLowEngagement } = searchBuyRules(
    {
      ...placeOf(row, ""),
      text: text("text"),
      personal: textOrNull("personal"),
      queryCustomers: number("query_customers"),
      searches: number("searches"),
      times: number("times"),
      clicks: numberOrNull("clicks"),
      shown: number("shown"),
      lookedAt: number("looked_at"),
      countedClicks: numberOrNull("counted_clicks"),
      countedTimes: number("counted_times"),
      clickRateLow: numberOrNull("click_rate_low"),
      purchaseRateLow: number("purchase_rate_low"),
      logLikelihoodRatio: number("log_likelihood_ratio"),
      entropy: numberOrNull("entropy"),
      quota: numberOrNull("quota"),
      stronger: number("stronger"),
      draw: number("draw"),
    },
    config,
  );
  const selected = keptAsSelected(stoppedBy, row.boolean("is_selected"), config);
  const isQueryStopped = rules.some(
    ({ rule, outcome }) =>
      ["empty", "personalData", "fewCustomers"].includes(rule) &&
      ["stopped", "wouldStop"].includes(outcome),
  );
  return {
    pair: {
      ...pairOf(row, asked, months),
      clicks: numberOrNull("clicks"),
      searches: number("searches"),
      clickRateLow: numberOrNull("click_rate_low"),
      purchaseRateLow: number("purchase_rate_low"),
      keptFor: isKeptForLowEngagement ? "lowEngagement" : selected.keptFor,
    },
    site: text("site"),
    query: isQueryStopped ? null : text("text"),
    totals: totalsOf(row),
    isQueryStopped,
    stoppedBy: selected.stoppedBy,
    rules: [...rules, ...selected.rules],
  };
}

function explainCoBuy(row: ReadRow, months: Months, { config }: MinedRelations): ExplainedPair {
  const { text, number, numberOrNull } = row;
  const asked = { behaviour: "coBuy", headA: text("head_a"), headB: text("head_b") } as const;
  const product = (side: "a" | "b"): CoBoughtProduct => ({
    ...placeOf(row, `_${side}`),
    head: text(`head_${side}`),
    baskets: number(`baskets_${side}`),
    effectiveTypes: number(`effective_types_${side}`),
    depth: numberOrNull(`depth_${side}`),
  });
  const { rules, stoppedBy } = coBuyRules(
    {
      a: product("a"),
      b: product("b"),
      times: number("times"),
      lift: number("lift"),
      logLikelihoodRatio: number("log_likelihood_ratio"),
      totals: totalsOf(row),
      siteEffectiveTypes: number("site_effective_types"),
      medianTypes: numberOrNull("median_types"),
      lines: number("lines"),
      typedLines: number("typed_lines"),
      sharedDepth: number("shared_depth"),
      stronger: number("stronger"),
      unstopped: number("unstopped"),
      strongerAtSite: number("stronger_at_site"),
      keptAtSite: numberOrNull("kept_at_site"),
    },
    config,
  );
  const selected = keptAsSelected(stoppedBy, row.boolean("is_selected"), config);
  return {
    pair: {
      ...pairOf(row, asked, months),
      clicks: null,
      searches: null,
      clickRateLow: null,
      purchaseRateLow: null,
      keptFor: selected.keptFor,
    },
    site: text("site"),
    query: null,
    totals: totalsOf(row),
    isQueryStopped: false,
    stoppedBy: selected.stoppedBy,
    rules: [...rules, ...selected.rules],
  };
}

const totalsOf = ({ number }: ReadRow): PairTotals => ({
  ofPair: number("cell_times"),
  ofA: number("total_a"),
  ofB: number("total_b"),
  all: number("total"),
});

const placeOf = ({ textOrNull, numberOrNull }: ReadRow, side: string): ProductPlace => ({
  productType: textOrNull(side === "" ? "product_type" : `type${side}`),
  people: numberOrNull(`people${side}`),
  countedPeople: numberOrNull(`counted_people${side}`),
  place: numberOrNull(`place${side}`),
  ofProducts: numberOrNull(`of_products${side}`),
});
