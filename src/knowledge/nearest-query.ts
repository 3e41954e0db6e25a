import { CosmoError } from "../domain/cosmo-error.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { NormalisedQuery } from "./asked-query.ts";
import type { FoundQuery } from "./find-query.ts";
import { openNearestVectors } from "./nearest-vectors.ts";
import type { KnowledgeIndex } from "./open-index.ts";
import { readQueryVectors } from "./query-vectors.ts";
import { Recent } from "./recent.ts";
import { textVectors } from "./text-vectors.ts";

/** Queries whose nearest one is remembered. */
const remembered = 10_000;

/** Queries that wait for the encoder: two of the largest batches. Beyond, a query counts as unknown. */
const waitingAtMost = 2000;

/** Finds the known query that means most nearly the same. */
export interface NearestQuery {
  /** Undefined where none is as near as the least cosine, or is of another site or locale. */
  find(query: NormalisedQuery): Promise<FoundQuery | undefined>;
  /** What `find` gave before, without waiting: undefined where it was not asked. */
  remembered(query: NormalisedQuery): { readonly found: FoundQuery | undefined } | undefined;
  close(): Promise<void>;
}

export interface NearestQueryOptions {
  readonly index: KnowledgeIndex;
  readonly encoder: Encoder;
  /** From here on a query counts as near, 0 to 1. */
  readonly leastCosine: number;
  /** Told when the encoder or the search fails; the query then counts as unknown. */
  readonly onFailure: (error: CosmoError) => void;
}

const never = new AbortController().signal;

/**
 * @returns undefined where the index has no vectors of this encoder
 * @throws CosmoError where the encoder can't be opened
 */
export async function openNearestQuery({
  index,
  encoder,
  leastCosine,
  onFailure,
}: NearestQueryOptions): Promise<NearestQuery | undefined> {
  const { vectors } = index.manifest;
  if (vectors?.encoder !== encoder.id) return undefined;
  // The first text loads the weights: no request waits for that.
  await encoder.encode(["query"], never);
  const search = await openNearestVectors(await readQueryVectors(index.folder, vectors));
  const { vectorOf } = textVectors(encoder, waitingAtMost);
  const recent = new Recent<string, Promise<FoundQuery | undefined | null>>(remembered);
  const settled = new Recent<string, { readonly found: FoundQuery | undefined }>(remembered);

  /** Null: it was turned away, and may come again. */
  async function findNow(query: NormalisedQuery): Promise<FoundQuery | undefined | null> {
    const vector = await vectorOf(query.text);
    if (vector === undefined) return null;
    for (const { query: number, cosine } of await search.nearest(vector)) {
      if (cosine < leastCosine) return undefined;
      const { site, locale, countedAs, edges } = index.head(number);
      if (site !== query.site || locale !== query.locale) continue;
      return { match: "embedding", place: { number, countedAs, edges }, cosine };
    }
    return undefined;
  }

  return {
    async find(query) {
      if (query.text === "") return undefined;
      const finding = recent.get(query.id) ?? findNow(query);
      recent.set(query.id, finding);
      try {
        const found = await finding;
        if (found === null) {
          recent.delete(query.id);
          return undefined;
        }
        settled.set(query.id, { found });
        return found;
      } catch (error) {
        recent.delete(query.id);
        if (!(error instanceof CosmoError)) throw error;
        onFailure(error);
        return undefined;
      }
    },
    remembered: (query) => settled.get(query.id),
    close: () => search.close(),
  };
}
