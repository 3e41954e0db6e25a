import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { datasetOf } from "../../artifact/dataset.ts";
import { silentProgress } from "../../domain/progress.ts";
import { judgements } from "../../domain/tables/judgements.ts";
import { importFiles } from "../import-files.ts";
import { importedDatasets } from "../imports.ts";
import { withWorkspace } from "../workspace.ts";
import { readJudgementFile } from "./judgement-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-judgements-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const environment = { variables: {}, home: folder, currentFolder: folder, now: () => 0 };
writeFileSync(
  join(folder, "judged.csv"),
  "query,sku,relevance\nmug,B2,3\nmug,B1,2.5\nmug,B1,1\nmug,,1\n",
);
writeFileSync(join(folder, "words.csv"), "query,sku,relevance\nmug,B1,good\n");
const request = { environment, format: null, signal, map: [] };

test("a file of judgements is read without a workspace, and what is left out is counted", async () => {
  const read = await readJudgementFile({ ...request, paths: ["judged.csv"] });
  assert.deepEqual(
    read.judgements.map(({ query, sku, grade }) => [query, sku, grade]),
    [
      ["mug", "B2", 3],
      ["mug", "B1", 2.5],
    ],
  );
  assert.deepEqual(read.rejected, { JUDGEMENT_CONTRADICTED: 1, PRODUCT_MISSING: 1 });
  assert.match(read.notices[0] ?? "", /grade from relevance/);
});

test("where no row is good, the reasons are told", async () => {
  await assert.rejects(
    readJudgementFile({ ...request, paths: ["words.csv"], map: ["grade=relevance"] }),
    { code: "NOTHING_USABLE", message: /1 × NUMBER_UNREADABLE/ },
  );
});

test("imported, judgements are a dataset; the same file read otherwise replaces it", async () => {
  writeFileSync(
    join(folder, "cosmo.yaml"),
    "refinement: { perplexity-by: none, cosine-by: none }\n",
  );
  await withWorkspace(
    { folder, environment, progress: silentProgress, signal },
    async (workspace) => {
      const rows = async () => {
        const { importedJudgements } = importedDatasets(await workspace.imports.list());
        assert.ok(importedJudgements);
        return Array.fromAsync(
          workspace.store.rows(judgements, datasetOf("judgements", importedJudgements.parts)),
          ({ sku, label, grade }) => [sku, label, grade],
        );
      };
      const importAs = (...map: readonly string[]) =>
        importFiles(workspace, {
          ...{ table: "judgements", paths: ["judged.csv"], format: null, map },
          ...{ timeZone: null, replace: false, signal, progress: silentProgress },
        } as const);
      const first = await importAs();
      assert.deepEqual(
        [first.rows, first.rejected],
        [2, { JUDGEMENT_CONTRADICTED: 1, PRODUCT_MISSING: 1 }],
      );
      assert.deepEqual((await rows()).toSorted(), [
        ["B1", null, 2.5],
        ["B2", null, 3],
      ]);
      assert.ok((await importAs()).already);
      await importAs("label=relevance");
      assert.deepEqual((await rows()).toSorted(), [
        ["B1", "2.5", null],
        ["B2", "3", null],
      ]);
    },
  );
});
