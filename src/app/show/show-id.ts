import { CosmoError } from "../../domain/cosmo-error.ts";
import { claims } from "../../domain/tables/claims.ts";
import { edges, nodes } from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { queries } from "../../domain/tables/queries.ts";
import { sqlText } from "../../sql/sql.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import type { Workspace } from "../workspace.ts";
import { type Lookup, openLookup } from "./lookup.ts";
import { showPair, showProduct, showQuery } from "./show-heads.ts";
import { showCall, showClaim, showEdge, showNode } from "./show-knowledge.ts";
import { showType } from "./show-type.ts";
import type { Shown } from "./shown.ts";

/**
 * Tells of anything by its id; of a product also by its sku, of a query by its words, of a node by
 * its wording, of a product type by its name, with its attribute before it.
 * @throws CosmoError ID_UNKNOWN
 */
export async function showId(workspace: Workspace, id: string): Promise<Shown> {
  const lookup = await openLookup(workspace);
  const shown = (await byId(lookup, id)) ?? (await byName(lookup, id));
  if (shown) return shown;
  throw new CosmoError("ID_UNKNOWN", `Nothing here has the id or name ${JSON.stringify(id)}`, {
    hint: "Give an id (product, query_…, pair_…, type_…, claim_…, node_…, edge_…, call_…, version_…), a sku, or the words of a query that enough customers typed. `cosmo status` shows which stages have run.",
    exitCode: 2,
  });
}

async function byId(lookup: Lookup, id: string): Promise<Shown | undefined> {
  const { versions, ports } = lookup.workspace;
  const [prefix] = id.split("_", 1);
  switch (prefix) {
    case "query": {
      const query = await lookup.one(queries, "id", id);
      return query && showQuery(lookup, query);
    }
    case "pair": {
      const pair = await lookup.one(pairs, "id", id);
      return pair && showPair(lookup, pair);
    }
    case "type": {
      const type = await lookup.one(productTypes, "id", id);
      return type && showType(lookup, type);
    }
    case "claim": {
      const claim = await lookup.one(claims, "id", id);
      return claim && showClaim(lookup, claim);
    }
    case "node": {
      const node = await lookup.one(nodes, "id", id);
      return node && showNode(lookup, node);
    }
    case "edge": {
      const edge = await lookup.one(edges, "id", id);
      return edge && showEdge(lookup, edge);
    }
    case "call": {
      const attempts = ports.calls.get(id);
      return attempts.length === 0 ? undefined : showCall(lookup, id, attempts);
    }
    case "version": {
      const { tables: _, ...facts } = await versions.get(id);
      return { kind: "version", id, facts, sections: [] };
    }
    default:
      return undefined;
  }
}

async function byName(lookup: Lookup, name: string): Promise<Shown | undefined> {
  const product =
    (await lookup.one(products, "id", name)) ??
    (await lookup.some(products, `sku = ${sqlText(name)}`, "epoch DESC, id", 1)).rows[0];
  if (product) return showProduct(lookup, product);
  const query = await lookup.one(queries, "text", normaliseQuery(name));
  if (query) return showQuery(lookup, query);
  const node = await lookup.one(nodes, "wording", name);
  if (node) return showNode(lookup, node);
  const isNamed = `concat_ws(' ', attribute, name) = ${sqlText(name.toLowerCase())}`;
  const order = "attribute NULLS FIRST, round, place";
  const [type] = (await lookup.some(productTypes, isNamed, order, 1)).rows;
  return type && showType(lookup, type);
}
