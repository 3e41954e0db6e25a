import { type Dataset, datasetOf } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import { datasetOfRows } from "../artifact/store-for-tests.ts";
import { hashOf } from "../domain/hash.ts";
import { pairId, productId, productTypeId, queryId } from "../domain/ids.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import { type ProductType, productTypes } from "../domain/tables/product-types.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { type Query, queries } from "../domain/tables/queries.ts";
import { type QueryVariant, queryVariants } from "../domain/tables/query-variants.ts";
import { type ShownQuery, shownQueries } from "../domain/tables/shown-queries.ts";
import { type TypePartner, typePartners } from "../domain/tables/type-partners.ts";
import { type UnexplainedHead, unexplainedHeads } from "../domain/tables/unexplained-heads.ts";

/** A product with a sku, title and type; the rest is nothing special unless it is given. */
export const productRow = (
  sku: string,
  title: string,
  productType: string | null,
  details: Partial<Product> = {},
): Product => ({
  id: productId("default", sku, 1),
  site: "default",
  sku,
  epoch: 1,
  parent: null,
  title,
  titleHash: hashOf(title),
  productType,
  domain: "Others",
  categoryPath: [],
  attributes: {},
  locale: "en-US",
  validFrom: null,
  validTo: null,
  ...details,
});

export const queryRow = (text: string): Query => ({
  id: queryId("default", "en-US", text),
  site: "default",
  locale: "en-US",
  text,
  customers: 9,
  searches: 20,
  typeEntropy: null,
});

const firstSeen = Date.UTC(2026, 0, 10);
const lastSeen = Date.UTC(2026, 1, 20);

const pairRow = (
  behaviour: BehaviourPair["behaviour"],
  headA: string,
  headB: string,
  details: Partial<BehaviourPair>,
): BehaviourPair => ({
  id: pairId(behaviour, headA, headB),
  behaviour,
  headA,
  headB,
  count: 3,
  customers: 3,
  clicks: null,
  searches: null,
  clickRateLow: null,
  purchaseRateLow: null,
  lift: 2,
  pmi: 0.4,
  logLikelihoodRatio: 3,
  keptFor: null,
  byMonth: { "2026-01": 1, "2026-02": 2 },
  firstSeen,
  lastSeen,
  ...details,
});

export const searchBuy = (
  query: Query,
  product: Product,
  details: Partial<BehaviourPair> = {},
): BehaviourPair => pairRow("searchBuy", query.id, product.id, details);

export const coBuy = (
  one: Product,
  other: Product,
  details: Partial<BehaviourPair> = {},
): BehaviourPair => pairRow("coBuy", one.id, other.id, details);

/** A product type, or one with an attribute, as the first run found it. */
export const typeRow = (
  name: string,
  titles: readonly string[],
  details: Partial<ProductType> = {},
): ProductType => ({
  id: productTypeId("en-US", name, details.attribute),
  type: productTypeId("en-US", name),
  locale: "en-US",
  name,
  attribute: null,
  round: 1,
  place: 1,
  titles,
  domain: "Others",
  nameFits: true,
  calledAs: [details.attribute ?? [], name].flat().join(" "),
  ...details,
});

export interface ShopRows {
  readonly pairs: readonly BehaviourPair[];
  readonly queries: readonly Query[];
  readonly products: readonly Product[];
  /** None where they are not given. */
  readonly productTypes?: readonly ProductType[];
  readonly typePartners?: readonly TypePartner[];
  readonly shownQueries?: readonly ShownQuery[];
  readonly unexplainedHeads?: readonly UnexplainedHead[];
  readonly queryVariants?: readonly QueryVariant[];
}

/** A query as the first run took it up, with the products that were bought most after it. */
export const shownQueryRow = (
  { id }: Query,
  bought: readonly [Product, ...Product[]],
  details: Partial<ShownQuery> = {},
): ShownQuery => ({
  ...{ id, round: 1, place: 1, product: bought[0].id, productType: bought[0].productType },
  titles: bought.map(({ title }) => title),
  ...details,
});

/** What mining and the catalogue would have written; nothing was asked of a server in vain. */
export const shopDatasets = async (
  store: Store,
  rows: ShopRows,
): Promise<Readonly<Record<keyof ShopRows | "requestedHeads", Dataset>>> => ({
  pairs: await datasetOfRows(store, pairs, rows.pairs),
  queries: await datasetOfRows(store, queries, rows.queries),
  products: await datasetOfRows(store, products, rows.products),
  productTypes: await datasetOfRows(store, productTypes, rows.productTypes ?? []),
  typePartners: await datasetOfRows(store, typePartners, rows.typePartners ?? []),
  shownQueries: await roundsOf(store, shownQueries, rows.shownQueries),
  unexplainedHeads: await roundsOf(store, unexplainedHeads, rows.unexplainedHeads),
  queryVariants: await datasetOfRows(store, queryVariants, rows.queryVariants ?? []),
  requestedHeads: datasetOf("requestedHeads", []),
});

/** No round where there are no rows, as before the first take-up. */
const roundsOf = async <T extends Table>(
  store: Store,
  table: T,
  rows: readonly RowOf<T>[] = [],
): Promise<Dataset> =>
  rows.length === 0 ? datasetOf(table.name, []) : datasetOfRows(store, table, rows);
