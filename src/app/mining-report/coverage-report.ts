import type {
  ProductCoverage,
  ProductOutcome,
  QueryCoverage,
  QueryOutcome,
} from "../../domain/tables/mining-coverage.ts";
import { outcomeWords } from "./outcome-words.ts";

/** Why products have no kept pair, and how many; the rule where one says more. */
export interface ProductReason {
  readonly outcome: ProductOutcome;
  readonly rule: string | null;
  readonly words: string;
  readonly products: number;
}

/** The products of a department, or of a type. */
export interface ProductGroup {
  /** Null: those without a type. */
  readonly name: string | null;
  readonly products: number;
  readonly kept: number;
  /** In no kept pair, but for those whose sku names another product by now. */
  readonly uncovered: number;
  /** Of all that are in no kept pair, the most first. */
  readonly reasons: readonly ProductReason[];
}

export interface GroupList {
  /** Those with a name. */
  readonly total: number;
  /** Of them, those without any product in a kept pair. */
  readonly withoutPair: number;
  /** Those with the most uncovered products first. */
  readonly rows: readonly ProductGroup[];
}

export interface ProductsReport extends Omit<ProductGroup, "name"> {
  /** Uncovered products without a product type, of which what is known of types says nothing either. */
  readonly uncoveredWithoutType: number;
  readonly domains: GroupList;
  readonly types: GroupList;
}

/** @param limit rows of each list; null: all */
export function productsReport(
  rows: readonly ProductCoverage[],
  limit: number | null,
): ProductsReport {
  const { name: _, ...all } = groupOf(null, rows);
  const untyped = groupOf(
    null,
    rows.filter(({ productType }) => productType === null),
  );
  return {
    ...all,
    uncoveredWithoutType: untyped.uncovered,
    domains: groupList(rows, ({ domain }) => domain, limit),
    types: groupList(rows, ({ productType }) => productType, limit),
  };
}

function groupList(
  rows: readonly ProductCoverage[],
  nameOf: (row: ProductCoverage) => string | null,
  limit: number | null,
): GroupList {
  const groups = [...Map.groupBy(rows, nameOf)].map(([name, own]) => groupOf(name, own));
  const named = groups.filter(({ name }) => name !== null);
  return {
    total: named.length,
    withoutPair: named.filter(({ kept }) => kept === 0).length,
    rows: groups
      .toSorted(
        (a, b) => b.uncovered - a.uncovered || (a.name ?? "").localeCompare(b.name ?? "", "en"),
      )
      .slice(0, limit ?? groups.length),
  };
}

function groupOf(name: string | null, rows: readonly ProductCoverage[]): ProductGroup {
  const products = sumOf(rows);
  const kept = sumOf(rows.filter(({ outcome }) => outcome === "kept"));
  const superseded = sumOf(rows.filter(({ outcome }) => outcome === "superseded"));
  const byReason = Map.groupBy(
    rows.filter(({ outcome }) => outcome !== "kept"),
    ({ outcome, rule }) => `${outcome} ${rule ?? ""}`,
  );
  const reasons = [...byReason.values()].map((own) => {
    const [{ outcome, rule }] = own as [ProductCoverage];
    return { outcome, rule, words: outcomeWords({ outcome, rule }), products: sumOf(own) };
  });
  return {
    name,
    products,
    kept,
    uncovered: products - kept - superseded,
    reasons: reasons.toSorted((a, b) => b.products - a.products),
  };
}

const sumOf = (rows: readonly ProductCoverage[]): number =>
  rows.reduce((sum, { products }) => sum + products, 0);

/** How many, as different queries and by how often they were searched. */
export interface QueryCounts {
  readonly queries: number;
  readonly searches: number;
}

export interface QueryReason extends QueryCounts {
  readonly outcome: QueryOutcome;
  readonly rule: string | null;
  readonly words: string;
  /** Of those that passed the gate, or, where it stopped them, of all; null where there are none. */
  readonly share: number | null;
  readonly shareOfSearches: number | null;
}

export interface QueriesReport {
  readonly all: QueryCounts;
  /** Those that the gate let through. */
  readonly passed: QueryCounts;
  /** Of them, in a kept pair. */
  readonly kept: QueryCounts;
  /** What became of all, what is kept first, then by searches. */
  readonly outcomes: readonly QueryReason[];
}

export function queriesReport(rows: readonly QueryCoverage[]): QueriesReport {
  const all = countsOf(rows);
  const passed = countsOf(rows.filter(({ outcome }) => outcome !== "stopped"));
  const outcomes = rows.map(({ outcome, rule, queries, searches }) => {
    const whole = outcome === "stopped" ? all : passed;
    return {
      ...{ outcome, rule, words: outcomeWords({ outcome, rule }), queries, searches },
      share: shareOf(queries, whole.queries),
      shareOfSearches: shareOf(searches, whole.searches),
    };
  });
  return {
    all,
    passed,
    kept: countsOf(rows.filter(({ outcome }) => outcome === "kept")),
    outcomes: outcomes.toSorted(
      (a, b) => rank[a.outcome] - rank[b.outcome] || b.searches - a.searches,
    ),
  };
}

const rank: Readonly<Record<QueryOutcome, number>> = { kept: 0, cut: 1, noPurchase: 1, stopped: 2 };

const countsOf = (rows: readonly QueryCounts[]): QueryCounts => ({
  queries: rows.reduce((sum, { queries }) => sum + queries, 0),
  searches: rows.reduce((sum, { searches }) => sum + searches, 0),
});

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
