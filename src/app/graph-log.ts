import type { GraphVersion } from "../graph/graph-version.ts";
import type { Workspace } from "./workspace.ts";

/** A version with the files of its tables. */
export interface LoggedVersion extends Omit<GraphVersion, "tables"> {
  /** None where its rows were pruned. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** The versions of the graph, newest first. */
export async function graphLog({
  versions,
  store,
}: Pick<Workspace, "versions" | "store">): Promise<readonly LoggedVersion[]> {
  return (await versions.log()).map(({ tables, ...version }) => ({
    ...version,
    files: Object.fromEntries(
      Object.entries(version.prunedAt === undefined ? tables : {}).map(([name, dataset]) => [
        name,
        store.files(dataset),
      ]),
    ),
  }));
}
