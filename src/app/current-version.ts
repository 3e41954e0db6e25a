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
