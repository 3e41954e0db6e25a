import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { silentProgress } from "../domain/progress.ts";
import { importSampleLabels } from "./sample-labels.ts";
import { withWorkspace } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-sample-labels-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
let time = Date.UTC(2026, 0, 1);
const options = {
  folder,
  environment: { variables: {}, home: folder, currentFolder: folder, now: () => (time += 1000) },
  progress: silentProgress,
  signal,
};

const samples = fileURLToPath(new URL("../../samples", import.meta.url));
const files = ["sample-shop.jsonl", "product-types.jsonl", "entailments.jsonl"];
const lines = files.map((file) => {
  const text = readFileSync(join(samples, "labels", file), "utf8");
  return text.split("\n").filter((line) => line !== "").length;
});

test("all files of labels that come with cosmo are one import, which is made once", async () => {
  writeFileSync(
    join(folder, "cosmo.yaml"),
    `language-model: { base-url: "http://127.0.0.1:9/v1", model: none }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
  );
  await withWorkspace(options, async (workspace) => {
    await importSampleLabels(workspace, signal);
    const made = await workspace.imports.list();
    assert.deepEqual(
      made.map(({ table, sources, rows, complete }) => [table, sources, rows, complete]),
      [
        [
          "labels",
          files.map((file) => `samples/labels/${file}`),
          lines.reduce((sum, count) => sum + count, 0),
          true,
        ],
      ],
    );
    await importSampleLabels(workspace, signal);
    assert.deepEqual(await workspace.imports.list(), made);
  });
});
