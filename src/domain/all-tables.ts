import type { Table } from "./table.ts";
import { assignedTypes } from "./tables/assigned-types.ts";
import { candidates } from "./tables/candidates.ts";
import { claims } from "./tables/claims.ts";
import { entailments } from "./tables/entailments.ts";
import { events } from "./tables/events.ts";
import { aliases, assertions, edges, heads, nodes } from "./tables/graph.ts";
import { judgements } from "./tables/judgements.ts";
import { labels } from "./tables/labels.ts";
import {
  productCoverage,
  queryCoverage,
  uncoveredProducts,
  uncoveredQueries,
} from "./tables/mining-coverage.ts";
import { miningDistributions } from "./tables/mining-distributions.ts";
import { pairs } from "./tables/pairs.ts";
import { productTypes } from "./tables/product-types.ts";
import { products } from "./tables/products.ts";
import { queries } from "./tables/queries.ts";
import { queryProducts } from "./tables/query-products.ts";
import { queryVariants } from "./tables/query-variants.ts";
import { rejects } from "./tables/rejects.ts";
import { requestedHeads } from "./tables/requested-heads.ts";
import { scores } from "./tables/scores.ts";
import { shownQueries } from "./tables/shown-queries.ts";
import { tails } from "./tables/tails.ts";
import { typePartners } from "./tables/type-partners.ts";
import { unexplainedHeads } from "./tables/unexplained-heads.ts";

/** Every table, in the order of the data's way. */
export const allTables: readonly Table[] = [
  products,
  assignedTypes,
  events,
  judgements,
  rejects,
  queries,
  pairs,
  miningDistributions,
  productCoverage,
  queryCoverage,
  uncoveredProducts,
  uncoveredQueries,
  queryProducts,
  queryVariants,
  requestedHeads,
  productTypes,
  typePartners,
  unexplainedHeads,
  shownQueries,
  candidates,
  tails,
  claims,
  labels,
  scores,
  entailments,
  nodes,
  aliases,
  assertions,
  edges,
  heads,
];
