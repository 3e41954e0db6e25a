import { CosmoError } from "../../domain/cosmo-error.ts";
import type { RowOf, Table } from "../../domain/table.ts";
import { claims } from "../../domain/tables/claims.ts";
import { edges, nodes } from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { queries } from "../../domain/tables/queries.ts";
import { sqlText } from "../../sql/sql.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import type { Workspace } from "../workspace.ts";
import { type Lookup, openLookup } from "./lookup.ts";
import { showPair, showProduct, showQuery } from "./show-heads.ts";
import { showCall, showClaim, showEdge, showNode } from "./show-knowledge.ts";
import { setAsideName, showSetAside } from "./show-set-aside.ts";
import { showType } from "./show-type.ts";
import type { Shown } from "./shown.ts";

/**
 * Tells of anything by its id; of a product also by its sku, of a query by its words, of a node by
 * its wording, of a product type by its name, with its attribute before it; by `set-aside`, of
 * all answers that could not be used.
 * @throws CosmoError ID_UNKNOWN
 */
export async function showId(workspace: Workspace, id: string): Promise<Shown> {
  if (id === setAsideName) return showSetAside(workspace);
  const lookup = await openLookup(workspace);
  const shown = (await byId(lookup, id)) ?? (await byName(lookup, id));
  if (shown) return shown;
  const nearest = await nearestTo(lookup, id);
  throw new CosmoError("ID_UNKNOWN", `Nothing here has the id or name ${JSON.stringify(id)}`, {
    hint: nearest
      ? `Did you mean ${JSON.stringify(nearest)}?`
      : "Give an id (product, query_…, pair_…, type_…, claim_…, node_…, edge_…, call_…, version_…), a sku, or the words of a query that enough customers typed. `cosmo status` shows which stages have run.",
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

/** What goes by a name, in capitals or not: the first is shown, the others are named beside it. */
async function byName(lookup: Lookup, name: string): Promise<Shown | undefined> {
  const isCalled = (words: string): string => `lower(${words}) = lower(${sqlText(name)})`;
  const isProduct = `id = ${sqlText(name)} OR ${isCalled("sku")}`;
  const ofProducts = await lookup.some(products, isProduct, "epoch DESC, id");
  const ofQueries = await lookup.some(queries, `text = ${sqlText(normaliseQuery(name))}`, "id");
  const ofTypes = await lookup.some(
    productTypes,
    isCalled(typeName),
    "attribute NULLS FIRST, round, place",
  );
  const ofNodes = await lookup.some(nodes, isCalled("wording"), "id");
  const [first, ...others] = [
    ...ofProducts.rows.map((row) => ({
      ...{ kind: "product", id: row.id, words: row.title },
      show: () => showProduct(lookup, row),
    })),
    ...ofQueries.rows.map((row) => ({
      ...{ kind: "query", id: row.id, words: row.text },
      show: () => showQuery(lookup, row),
    })),
    ...ofTypes.rows.map((row) => ({
      ...{ kind: "type", id: row.id, words: typeWords(row) },
      show: () => showType(lookup, row),
    })),
    ...ofNodes.rows.map((row) => ({
      ...{ kind: "node", id: row.id, words: row.wording },
      show: () => showNode(lookup, row),
    })),
  ];
  if (first === undefined) return undefined;
  const shown = await first.show();
  if (others.length === 0) return shown;
  const rows = others.map(({ kind, id, words }) => ({ kind, id, words }));
  return {
    ...shown,
    sections: [{ title: "Also called so", total: rows.length, rows }, ...shown.sections],
  };
}

const typeName = "concat_ws(' ', attribute, name)";

/** The name that was probably meant: of a query, a type, a node or a product. */
async function nearestTo(lookup: Lookup, name: string): Promise<string | undefined> {
  const wanted = sqlText(normaliseQuery(name));
  const near = async <T extends Table>(
    table: T,
    column: string,
    nameOf: (row: RowOf<T>) => string,
  ): Promise<readonly string[]> => {
    const distance = `damerau_levenshtein(lower(${column}), ${wanted})`;
    const isNear = `3 * ${distance} <= length(${wanted})`;
    return (await lookup.some(table, isNear, `${distance}, ${column}`, 1)).rows.map(nameOf);
  };
  return nearestName(name, [
    ...(await near(queries, "text", ({ text }) => text)),
    ...(await near(productTypes, typeName, typeWords)),
    ...(await near(nodes, "wording", ({ wording }) => wording)),
    ...(await near(products, "sku", ({ sku }) => sku)),
  ]);
}
