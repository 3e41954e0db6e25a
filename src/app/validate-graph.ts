import { validateVersion } from "../graph/validate-version.ts";
import { checkIndex } from "../knowledge/check-index.ts";
import { currentVersion, keptVersion } from "./current-version.ts";
import { indexesFolder } from "./graph-index.ts";
import type { Workspace } from "./workspace.ts";

export interface GraphValidation {
  readonly version: string;
  readonly valid: boolean;
  readonly problems: readonly string[];
}

/**
 * Reads a version back and checks it; the current one, with its index, where none is named.
 * @throws CosmoError GRAPH_MISSING, VERSION_UNKNOWN, VERSION_PRUNED
 */
export async function validateGraph(
  { versions, store, sql, dataFolder }: Workspace,
  id: string | undefined,
): Promise<GraphValidation> {
  const version =
    id === undefined ? await currentVersion(versions) : await keptVersion(versions, id);
  const problems = [...(await validateVersion(version, store, sql))];
  // Of other versions than the current one the index need not be there.
  if (version.id === (await versions.current())?.id) {
    const problem = await checkIndex(indexesFolder(dataFolder), version.content);
    if (problem !== undefined) problems.push(`index: ${problem}`);
  }
  return { version: version.id, valid: problems.length === 0, problems };
}
