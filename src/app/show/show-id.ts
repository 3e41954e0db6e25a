import { CosmoError } from "../../domain/cosmo-error.ts";
import { claims } from "../../domain/tables/claims.ts";
import { edges, nodes } from "../../domain/tables/graph.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { queries } from "../../domain/tables/queries.ts";
import { sqlText } from "../../sql/sql.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { arePresent } from "../present-parts.ts";
import type { Workspace } from "../workspace.ts";
import { type Lookup, lookupIn, openLookup } from "./lookup.ts";
import { nearestTo, typeName } from "./nearest-known.ts";
import { showClaim } from "./show-claim.ts";
import { showProduct, showQuery } from "./show-heads.ts";
import { showCall, showEdge, showNode } from "./show-knowledge.ts";
import { showPairOfId, showPairOfWords } from "./show-pair.ts";
import { setAsideName, showSetAside } from "./show-set-aside.ts";
import { showType } from "./show-type.ts";
import type { Shown, Telling } from "./shown.ts";
import { writtenSo } from "./written-so.ts";

/**
 * Tells of anything by its id; of a product also by its sku, of a query by its words, of a node by
 * its wording, of a product type by its name, with its attribute before it; of a pair by its two, `winter tent > SKU` or
 * `SKU + SKU`; by `set-aside`, of all answers that could not be used. An edge that is not published any more is told of with `lastIn`.
 * @throws CosmoError ID_UNKNOWN, ID_WITHHELD, PAIR_AMBIGUOUS
 */
export async function showId(workspace: Workspace, id: string, telling: Telling): Promise<Shown> {
  if (id === setAsideName) return showSetAside(workspace);
  const lookup = await openLookup(workspace);
  const shown =
    (await byId(lookup, id, telling)) ??
    (await byName(lookup, id, telling)) ??
    (await showPairOfWords(lookup, id, telling));
  if (shown) return shown;
  if (workspace.configuration.graph.withheld.includes(id)) throw withheld(id);
  const gone = await showEdgeOfBefore(workspace, id);
  if (gone) return gone;
  const nearest = (await nearestTo(lookup, id)) ?? spacedPair(id);
  throw new CosmoError("ID_UNKNOWN", `Nothing here has the id or name ${JSON.stringify(id)}`, {
    hint: nearest
      ? `Did you mean ${JSON.stringify(nearest)}?`
      : "Give an id (product, query_…, pair_…, type_…, claim_…, node_…, edge_…, call_…, version_…), a sku, the words of a query that enough customers typed, or both: `words > SKU`. `cosmo status` shows which stages have run.",
    exitCode: 2,
  });
}

const withheld = (id: string): CosmoError =>
  new CosmoError("ID_WITHHELD", `${id} is not published: graph.withheld in cosmo.yaml names it`, {
    hint: "To see it again, take it out there and run: cosmo run graph",
    exitCode: 2,
  });

/** An edge that the current version lacks, as the latest version that has it tells of it. */
async function showEdgeOfBefore(workspace: Workspace, id: string): Promise<Shown | undefined> {
  if (!id.startsWith("edge_")) return undefined;
  const [, ...earlier] = await workspace.versions.log();
  for (const { id: version, tables, prunedAt } of earlier) {
    if (prunedAt !== undefined || !(await arePresent(workspace.store, Object.values(tables)))) {
      continue;
    }
    const edge = await lookupIn(workspace, tables, []).one(edges, "id", id);
    if (edge === undefined) continue;
    const shown = await showEdge(await openLookup(workspace, version), edge);
    return { ...shown, facts: { ...shown.facts, lastIn: version } };
  }
  return undefined;
}

/** A pair whose sign lacks its blanks. */
function spacedPair(name: string): string | undefined {
  const [, left, sign, right] = /^([^>+]*[^>+ ]) ?([>+]) ?([^>+ ][^>+]*)$/.exec(name) ?? [];
  return left === undefined ? undefined : `${left} ${sign} ${right}`;
}

async function byId(lookup: Lookup, id: string, telling: Telling): Promise<Shown | undefined> {
  const { versions, ports } = lookup.workspace;
  const [prefix] = id.split("_", 1);
  switch (prefix) {
    case "query": {
      const query = await lookup.one(queries, "id", id);
      return query && showQuery(lookup, query, telling);
    }
    case "pair": {
      return showPairOfId(lookup, id, telling);
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

/** What goes by a name, in capitals or not, as it is written before other cases: the first is shown, the others are named beside it. */
async function byName(lookup: Lookup, name: string, telling: Telling): Promise<Shown | undefined> {
  const isCalled = (words: string): string => `lower(${words}) = lower(${sqlText(name)})`;
  const isProduct = `id = ${sqlText(name)} OR ${isCalled("sku")}`;
  const ofProducts = await lookup.some(products, isProduct, writtenSo(name));
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
      show: () => showProduct(lookup, row, telling),
    })),
    ...ofQueries.rows.map((row) => ({
      ...{ kind: "query", id: row.id, words: row.text },
      show: () => showQuery(lookup, row, telling),
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
