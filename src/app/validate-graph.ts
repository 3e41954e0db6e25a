import { CosmoError } from "../domain/cosmo-error.ts";
import { validateVersion } from "../graph/validate-version.ts";
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
  const version = id === undefined ? await versions.current() : await versions.get(id);
  if (version === undefined) {
    throw new CosmoError("GRAPH_MISSING", "No graph has been published yet", {
      hint: "Run `cosmo run` first.",
      exitCode: 2,
    });
  }
  const problems = await validateVersion(version, store, sql);
  return { version: version.id, valid: problems.length === 0, problems };
}
