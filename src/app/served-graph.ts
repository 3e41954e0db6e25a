import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CosmoError } from "../domain/cosmo-error.ts";
import type { GraphVersion } from "../graph/graph-version.ts";
import type { VersionStore } from "../graph/version-store.ts";
import { indexFolder, indexMark } from "../knowledge/index-manifest.ts";
import type { Tell } from "../knowledge/knowledge.ts";
import { openNearestQuery } from "../knowledge/nearest-query.ts";
import { openIndex } from "../knowledge/open-index.ts";
import type { QueryLookup, Queue } from "../knowledge/query-knowledge.ts";
import { normalForm } from "../text/normal-form.ts";
import { indexesFolder } from "./graph-index.ts";
import { toldFailure } from "./told-failure.ts";
import type { Workspace } from "./workspace.ts";

/** A graph version with its index open. */
export interface ServedGraph extends QueryLookup {
  readonly version: string;
  readonly edges: number;
  /** ISO 8601: when it was published. */
  readonly publishedAt: string;
  close(): Promise<void>;
}

export interface ServedGraphOptions {
  readonly queue: Queue;
  /** As `relationTeller` gives it. */
  readonly told: () => Promise<Tell>;
  /** Told when queries can't be found by what they mean; the others are answered all the same. */
  readonly onFailure: (error: CosmoError) => void;
}

/**
 * Opens what is looked up of a version.
 * @throws CosmoError INDEX_MISSING, INDEX_DAMAGED, RELATIONS_INVALID
 */
export async function openServedGraph(
  workspace: Workspace,
  version: GraphVersion,
  { queue, told, onFailure }: ServedGraphOptions,
): Promise<ServedGraph> {
  const { dataFolder, configuration, ports } = workspace;
  const tell = await told();
  // The first text loads the language tools: no request waits for that.
  normalForm("walking the dogs");
  const index = await openIndex(await indexFolder(indexesFolder(dataFolder), version.content));
  const encoder = ports.encoderAtHand;
  const nearest =
    encoder === undefined
      ? undefined
      : await openNearestQuery({
          index,
          encoder,
          leastCosine: configuration.server.nearestCosine,
          onFailure,
        }).catch((error: unknown) => {
          onFailure(toldFailure(error, "The nearest query can't be looked for"));
          return undefined;
        });
  return {
    version: version.id,
    edges: version.counts.edges,
    publishedAt: version.time,
    index,
    tell,
    nearest,
    queue,
    async close() {
      await nearest?.close();
      await index.close();
    },
  };
}

/**
 * A mark that changes whenever another version is published, or another index of the same one, such as when
 * it gets vectors; undefined while none is. The version is read only where the pointer to it changed.
 * @throws CosmoError VERSION_DAMAGED
 */
export function publicationMark({
  dataFolder,
  versions,
}: {
  readonly dataFolder: string;
  readonly versions: Pick<VersionStore, "current">;
}): () => Promise<string | undefined> {
  let known: { readonly pointer: string; readonly content: string | undefined } | undefined;
  return async () => {
    const pointer = await pointerMark(dataFolder);
    if (pointer === undefined) return undefined;
    if (known?.pointer !== pointer) {
      known = { pointer, content: (await versions.current())?.content };
    }
    const { content } = known;
    if (content === undefined) return pointer;
    return `${pointer} ${await indexMark(indexesFolder(dataFolder), content)}`;
  };
}

async function pointerMark(dataFolder: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs } = await stat(join(dataFolder, "graph", "current.json"));
    return `${ino} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}
