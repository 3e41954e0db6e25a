import { CosmoError } from "../domain/cosmo-error.ts";
import {
  type ComparisonLimits,
  compareVersions,
  type VersionComparison,
} from "../graph/compare-versions.ts";
import type { GraphVersion } from "../graph/graph-version.ts";
import { currentVersion, presentVersion } from "./current-version.ts";
import type { Workspace } from "./workspace.ts";

type NamedVersion = Pick<GraphVersion, "id" | "time" | "message">;

export interface GraphDiff extends VersionComparison {
  readonly before: NamedVersion;
  readonly after: NamedVersion;
}

/**
 * What changed between two versions of the graph.
 *
 * @param named the earlier and the later one; without the later it is the current one, without both the
 *   earlier is the one before it
 * @throws CosmoError GRAPH_MISSING, VERSION_UNKNOWN, VERSION_PRUNED, VERSION_DAMAGED
 */
export async function graphDiff(
  workspace: Pick<Workspace, "versions" | "store" | "sql">,
  named: { readonly before: string | undefined; readonly after: string | undefined },
  limits: ComparisonLimits,
): Promise<GraphDiff> {
  const current = await currentVersion(workspace.versions);
  const after = await presentVersion(workspace, named.after ?? current.id);
  const before = await presentVersion(workspace, named.before ?? parentOf(after));
  return {
    before: nameOf(before),
    after: nameOf(after),
    ...(await compareVersions({ before, after, current }, workspace, limits)),
  };
}

function parentOf({ id, parent }: GraphVersion): string {
  if (parent !== null) return parent;
  throw new CosmoError("VERSION_UNKNOWN", `${id} is the first version: there is none before it`, {
    hint: "Compare it once a run has published another one; `cosmo graph log` lists them.",
    exitCode: 2,
  });
}

const nameOf = ({ id, time, message }: GraphVersion): NamedVersion => ({ id, time, message });
