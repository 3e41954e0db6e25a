import { validateVersion } from "../graph/validate-version.ts";
import { currentVersion } from "./current-version.ts";
import type { Workspace } from "./workspace.ts";

export interface GraphValidation {
  readonly version: string;
  readonly valid: boolean;
  readonly problems: readonly string[];
}

/**
 * Reads a version back and checks it; the current one where none is named.
 * @throws CosmoError GRAPH_MISSING, VERSION_UNKNOWN
 */
export async function validateGraph(
  { versions, store, sql }: Workspace,
  id: string | undefined,
): Promise<GraphValidation> {
  const version = id === undefined ? await currentVersion(versions) : await versions.get(id);
  const problems = await validateVersion(version, store, sql);
  return { version: version.id, valid: problems.length === 0, problems };
}
