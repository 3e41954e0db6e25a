import type { Table } from "./table.ts";
import { candidates } from "./tables/candidates.ts";
import { claims } from "./tables/claims.ts";
import { events } from "./tables/events.ts";
import { aliases, assertions, edges, nodes } from "./tables/graph.ts";
import { pairs } from "./tables/pairs.ts";
import { products } from "./tables/products.ts";
import { queries } from "./tables/queries.ts";
import { rejects } from "./tables/rejects.ts";
import { tails } from "./tables/tails.ts";

/** Every table, in the order of the data's way. */
export const allTables: readonly Table[] = [
  products,
  events,
  rejects,
  queries,
  pairs,
  candidates,
  tails,
  claims,
  nodes,
  aliases,
  assertions,
  edges,
];
