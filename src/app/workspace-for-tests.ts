import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { importFiles } from "./import-files.ts";
import { runWorkspace } from "./run.ts";
import { type Workspace, withWorkspace } from "./workspace.ts";

/** How tests have work told: not at all, and without an end to it. */
export const silently = { signal: new AbortController().signal, progress: silentProgress };

/** A workspace whose models nobody can ask unless it is told of one, in a folder that is gone after the tests of the file. */
export interface TestWorkspace {
  readonly folder: string;
  /** @param mining what stands under `mining`, in braces; `more`: further lines of cosmo.yaml; `model`: the line of its language model */
  configure(mining: string, more?: string, model?: string): void;
  use<Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result>;
  /** Imports rows from a file; one with another name is imported beside it. */
  importRows(table: "products" | "events", rows: readonly unknown[], name?: string): Promise<void>;
  /** Runs all stages up to this one. */
  run(stage: string): Promise<void>;
}

const nobody = 'language-model: { base-url: "http://127.0.0.1:9/v1", model: none }';

/** @param name of the folder, for who finds it */
export function workspaceForTests(name: string): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), `cosmo-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let time = Date.UTC(2030, 0, 1);
  const environment = { variables: {}, home: folder, currentFolder: folder, now: () => time++ };
  const use: TestWorkspace["use"] = (work) =>
    withWorkspace({ folder, environment, ...silently }, work);
  return {
    folder,
    use,
    configure(mining, more = "", model = nobody) {
      writeFileSync(
        join(folder, "cosmo.yaml"),
        `${model}
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
mining: ${mining}
${more}
`,
      );
    },
    async importRows(table, rows, file = table) {
      const path = join(folder, `${file}.jsonl`);
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      const how = { format: null, map: [], timeZone: null, replace: false, ...silently };
      await use((workspace) => importFiles(workspace, { table, paths: [path], ...how }));
    },
    async run(stage) {
      await use((workspace) => runWorkspace(workspace, { stages: [stage], ...silently }));
    },
  };
}
