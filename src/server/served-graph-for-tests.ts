import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { ServedGraph } from "../app/served-graph.ts";
import { openNewStore, type StorePlace } from "../artifact/store-for-tests.ts";
import type { GraphRows } from "../graph/version-for-tests.ts";
import { compileIndex } from "../knowledge/compile-index.ts";
import {
  aliasRow,
  assertionRow,
  edgeRow,
  indexSource,
  nodeRow,
  productHead,
  queryHead,
  typeAssertionRow,
  typeEdgeRow,
} from "../knowledge/graph-for-tests.ts";
import { openIndex } from "../knowledge/open-index.ts";

/**
 * A small shop: a tent and a query for it, of which something is known; a bivouac of which the same is known from its
 * type alone; and a lamp of which nothing is.
 */
export function smallGraph(wording: string): GraphRows {
  const tent = productHead("tent", "Alder Tent", { productType: "tent" });
  const cold = productHead("cold", "Birch Bivouac", { productType: "tent" });
  const lamp = productHead("lamp", "Camp Lamp");
  const query = queryHead("camping gear");
  const node = nodeRow(wording);
  return {
    heads: [tent, cold, lamp, query],
    nodes: [node],
    aliases: [aliasRow(wording, node)],
    assertions: [
      assertionRow(query, tent, "usedFor", node, { plausibility: 0.9 }),
      typeAssertionRow("tent", "usedFor", node, { plausibility: 0.8 }),
    ],
    edges: [
      edgeRow(query, "usedFor", node, { score: 0.9 }),
      edgeRow(tent, "usedFor", node, { types: 1, evidence: 2 }),
      typeEdgeRow(cold, "usedFor", node, { score: 0.4 }),
    ],
  };
}

/** A graph of these rows with its index open; what it queues goes into the list. */
export async function servedGraph(
  place: StorePlace,
  version: string,
  rows: GraphRows,
  queued: string[],
): Promise<ServedGraph> {
  const folder = mkdtempSync(join(place.newFolder(), "index-"));
  const source = await indexSource(openNewStore(place), place.sql, rows);
  await compileIndex(source, folder, new AbortController().signal);
  const index = await openIndex(folder);
  return {
    version,
    edges: rows.edges.length,
    publishedAt: "2026-01-05T00:00:00.000Z",
    index,
    nearest: undefined,
    queue: { add: (head) => queued.push(head) > 0 },
    tell: (relation, wording) => `${relation}: ${wording}.`,
    close: () => index.close(),
  };
}
