import { processEnvironment } from "../src/app/environment.ts";
import { type Workspace, withWorkspace } from "../src/app/workspace.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { withClearErrors } from "./with-clear-errors.ts";

/** Opens a workspace for a script's work, without progress and to its end. */
export function inWorkspace(
  folder: string | undefined,
  work: (workspace: Workspace, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal } = new AbortController();
  const options = { folder, environment: processEnvironment(), progress: silentProgress, signal };
  return withClearErrors(() => withWorkspace(options, (workspace) => work(workspace, signal)));
}
