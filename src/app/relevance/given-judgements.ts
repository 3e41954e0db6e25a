import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Progress } from "../../domain/progress.ts";
import { importedDatasets } from "../imports.ts";
import { configurationFile } from "../read-configuration.ts";
import { type Workspace, withWorkspace } from "../workspace.ts";
import {
  type JudgementFile,
  type JudgementFileRequest,
  readJudgementFile,
} from "./judgement-file.ts";
import { judgementsOf } from "./relevance-task.ts";

export interface GivenJudgementsRequest extends Omit<JudgementFileRequest, "paths"> {
  /** Null: those that the workspace imported. */
  readonly paths: readonly string[] | null;
  /** Folder of the workspace; undefined: the current folder. */
  readonly workspace: string | undefined;
  readonly progress: Progress;
}

/**
 * Judgements of files, as they are; where none is given, all that the workspace imported.
 *
 * @throws CosmoError WORKSPACE_MISSING, NOTHING_IMPORTED, and what `readJudgementFile` and `withWorkspace` throw
 */
export async function givenJudgements(request: GivenJudgementsRequest): Promise<JudgementFile> {
  const { environment, paths, workspace, progress, signal } = request;
  if (paths !== null) return readJudgementFile({ ...request, paths });
  const folder = resolve(environment.currentFolder, workspace ?? ".");
  if (!existsSync(join(folder, configurationFile))) {
    throw new CosmoError(
      "WORKSPACE_MISSING",
      `No file of judgements is given, and there is no ${configurationFile} in ${folder}`,
      {
        hint: "Give a file with --data FILE, or name a workspace that has imported judgements with --workspace DIR.",
        exitCode: 2,
      },
    );
  }
  return withWorkspace({ folder, environment, progress, signal }, importedJudgements);
}

async function importedJudgements({ imports, store }: Workspace): Promise<JudgementFile> {
  const imported = importedDatasets(await imports.list())["importedJudgements"];
  if (imported === undefined || imported.rows === 0) {
    throw new CosmoError(
      "NOTHING_IMPORTED",
      "No file of judgements is given, and the workspace has imported none",
      {
        hint: "Give a file with --data FILE, or run `cosmo import judgements PATH` first.",
        exitCode: 2,
      },
    );
  }
  const judgements = await judgementsOf(store, imported);
  const notices = ["The judgements are those that the workspace imported."];
  return { judgements, rejected: {}, notices };
}
