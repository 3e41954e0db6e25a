import { CosmoError } from "../domain/cosmo-error.ts";
import type { GraphVersion } from "../graph/graph-version.ts";
import type { VersionStore } from "../graph/version-store.ts";
import { arePresent } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

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

/**
 * A version whose rows are on the disk, by its id.
 * @throws CosmoError VERSION_UNKNOWN, VERSION_PRUNED, VERSION_DAMAGED
 */
export async function presentVersion(
  { versions, store }: Pick<Workspace, "versions" | "store">,
  id: string,
): Promise<GraphVersion> {
  const version = await keptVersion(versions, id);
  if (await arePresent(store, Object.values(version.tables))) return version;
  throw new CosmoError("VERSION_DAMAGED", `Rows of ${id} are gone from the disk`, {
    hint: "Name another version of `cosmo graph log`.",
    exitCode: 2,
  });
}
