import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import { importFiles } from "../import-files.ts";
import { withWorkspace } from "../workspace.ts";
import { givenJudgements } from "./given-judgements.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-given-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const environment = { variables: {}, home: folder, currentFolder: folder, now: () => 0 };
const asked = { environment, format: null, map: [], signal, progress: silentProgress };
const shop = join(folder, "shop");
mkdirSync(shop);
writeFileSync(join(shop, "cosmo.yaml"), "refinement: { perplexity-by: none, cosine-by: none }\n");
writeFileSync(join(folder, "first.csv"), "query,sku,relevance\nmug,B1,3\nmug,B2,1\n");
writeFileSync(join(folder, "later.csv"), "query,sku,relevance\nmug,B1,2\npan,B3,0\n");

const read = async (paths: readonly string[] | null, workspace?: string) => {
  const { judgements, notices } = await givenJudgements({ ...asked, paths, workspace });
  const rows = judgements.map(({ query, sku, grade }) => `${query} ${sku} ${grade}`).toSorted();
  return { rows, notices };
};

test("without a file and a workspace, both ways to go on are told", async () => {
  await assert.rejects(read(null), {
    code: "WORKSPACE_MISSING",
    message: /No file of judgements is given/,
    hint: /--data FILE.*--workspace DIR/,
  });
  await assert.rejects(read(null, "shop"), {
    code: "NOTHING_IMPORTED",
    hint: /--data FILE.*cosmo import judgements PATH/,
  });
});

test("without a file, what the workspace imported is evaluated, a pair's last judgement alone; a file goes before it", async () => {
  await withWorkspace(
    { folder: shop, environment, progress: silentProgress, signal },
    async (workspace) => {
      for (const file of ["first.csv", "later.csv"]) {
        await importFiles(workspace, {
          ...{ table: "judgements", paths: [file], format: null, map: [], timeZone: null },
          ...{ replace: false, signal, progress: silentProgress },
        });
      }
    },
  );
  const imported = await read(null, "shop");
  assert.deepEqual(imported.rows, ["mug B1 2", "mug B2 1", "pan B3 0"]);
  assert.deepEqual(imported.notices, ["The judgements are those that the workspace imported."]);
  const ofFile = await read(["first.csv"], "shop");
  assert.deepEqual(ofFile.rows, ["mug B1 3", "mug B2 1"]);
  assert.ok(!ofFile.notices.includes(imported.notices[0] ?? ""));
});
