import { CosmoError } from "../domain/cosmo-error.ts";
import type { GraphVersion } from "../graph/graph-version.ts";
import type { VersionStore } from "../graph/version-store.ts";

/**
 * The version that is published.
 * @throws CosmoError GRAPH_MISSING
 */
export async function currentVersion(versions: VersionStore): Promise<GraphVersion> {
  const version = await versions.current();
  if (version !== undefined) return version;
  throw new CosmoError("GRAPH_MISSING", "No graph has been published yet", {
    hint: "Run `cosmo run` first.",
    exitCode: 2,
  });
}

/**
 * A version whose rows are kept, by its id.
 * @throws CosmoError VERSION_UNKNOWN, VERSION_PRUNED
 */
export async function keptVersion(versions: VersionStore, id: string): Promise<GraphVersion> {
  const version = await versions.get(id);
  if (version.prunedAt === undefined) return version;
  throw new CosmoError(
    "VERSION_PRUNED",
    `The rows of ${id} were removed by \`cosmo prune\` at ${version.prunedAt}`,
    { hint: "Name a version that `cosmo graph log` shows with its rows.", exitCode: 2 },
  );
}
