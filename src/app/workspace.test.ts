import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { workspaceStatus } from "./status.ts";
import { withWorkspace } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-workspace-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const options = {
  folder,
  environment: { variables: {}, home: folder, currentFolder: folder, now: () => 0 },
  progress: silentProgress,
  signal: new AbortController().signal,
};
const settings = `language-model: { base-url: "http://127.0.0.1:9/v1", model: none }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
const configure = (more: string): void =>
  writeFileSync(join(folder, "cosmo.yaml"), settings + more);

/** Files of the workspace that this process has open; the list is Linux's. */
const openFiles = (): readonly string[] =>
  readdirSync("/proc/self/fd").flatMap((name) => {
    try {
      const file = readlinkSync(join("/proc/self/fd", name));
      return file.startsWith(folder) ? [file] : [];
    } catch {
      return [];
    }
  });

test("to tell where a workspace stands no SQL engine is opened", async () => {
  configure("");
  const { imports, graph } = await withWorkspace(options, workspaceStatus);
  assert.deepEqual([imports, graph], [[], null]);
  assert.equal(existsSync(join(folder, "data", "spill")), false);
});

test("a workspace that can't be opened leaves no file open", {
  skip: process.platform !== "linux" && "only Linux lists open files as files",
}, async () => {
  configure("relations: relations.yaml\n");
  writeFileSync(join(folder, "relations.yaml"), "[]");
  for (const _ of [1, 2]) {
    await assert.rejects(withWorkspace(options, workspaceStatus), { code: "RELATIONS_INVALID" });
  }
  assert.deepEqual(openFiles(), []);
});
