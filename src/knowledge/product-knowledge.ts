import { CosmoError } from "../domain/cosmo-error.ts";
import { nearestName } from "../text/nearest-name.ts";
import type { HeadPlace } from "./head-row.ts";
import { type Knowledge, type KnowledgeSource, knowledgeOfHead } from "./knowledge.ts";
import type { KnowledgeIndex } from "./open-index.ts";
import type { Queue } from "./query-knowledge.ts";

/** What is known of a product. */
export interface ProductKnowledge {
  readonly product: {
    readonly id: string;
    readonly sku: string;
    readonly title: string;
    readonly productType: string | null;
    readonly domain: string;
    /** Id of the product that has its edges: of variants of one parent, one. */
    readonly countedAs: string;
  };
  /** Whether the next run is asked to find out more. */
  readonly queued: boolean;
  readonly total: number;
  readonly knowledge: readonly Knowledge[];
}

/** Skus that are compared with one that is not known. */
const skusCompared = 200;

/** A product by its id or, in a site, by its sku; undefined where there is none. */
export function knownProduct(
  index: KnowledgeIndex,
  site: string,
  idOrSku: string,
): HeadPlace | undefined {
  const place = index.placeOf(idOrSku) ?? index.placeOfSku(site, idOrSku);
  // The id of a query is no product either, though it is known.
  return place !== undefined && index.head(place.number).kind === "product" ? place : undefined;
}

/**
 * The same, and an error where there is none.
 * @throws CosmoError PRODUCT_UNKNOWN with a sku near it where there is one
 */
export function findProduct(index: KnowledgeIndex, site: string, idOrSku: string): HeadPlace {
  const place = knownProduct(index, site, idOrSku);
  if (place !== undefined) return place;
  const near = nearestName(idOrSku, index.skusNear(site, idOrSku, skusCompared));
  throw new CosmoError(
    "PRODUCT_UNKNOWN",
    `No product has the id or sku ${JSON.stringify(idOrSku)}`,
    {
      hint: `${near === undefined ? "" : `Did you mean ${near}? `}Give a product id (site/sku) or a sku of the site ${site}; /v1/search finds products by their words.`,
      httpStatus: 404,
    },
  );
}

/** @throws CosmoError PRODUCT_UNKNOWN */
export function productKnowledge(
  source: KnowledgeSource & { readonly queue: Queue },
  site: string,
  idOrSku: string,
  limit: number,
): ProductKnowledge {
  const { index, queue } = source;
  const place = findProduct(index, site, idOrSku);
  const { id, sku, words, productType, domain } = index.head(place.number);
  const countedAs = place.countedAs === place.number ? id : index.head(place.countedAs).id;
  const isMissed = place.edges === 0;
  return {
    product: { id, sku: sku ?? "", title: words, productType, domain: domain ?? "", countedAs },
    queued: isMissed && queue.add(id),
    total: place.edges,
    knowledge: isMissed ? [] : knowledgeOfHead(source, place.countedAs, limit),
  };
}
