import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answerSheet } from "../annotation/answer-sheet.ts";
import type { DrawnClaim } from "../annotation/drawn-claims.ts";
import { datasetOf } from "../artifact/dataset.ts";
import { labels } from "../domain/tables/labels.ts";
import { importLabels } from "./import-labels.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { folder, configure, use } = workspaceForTests("import-labels");
configure("{}");

const claims: readonly DrawnClaim[] = ["camping", "hiking", "sleeping"].map((tail, index) => ({
  data: "shop",
  head: { behaviour: "searchBuy", query: "tent für zwei", products: ["default/a"] },
  relation: "usedFor",
  tail,
  sentence: `It is used for ${tail}.`,
  madeBy: "a model",
  guideline: 1,
  round: 1,
  shown: `${index}`.repeat(64),
  words: ["tent für zwei", "Tent"],
}));
const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const claimsFile = write("claims.jsonl", claims.map((one) => JSON.stringify(one)).join("\n"));
const empty = answerSheet(claims, "anna", ";");

/** The sheet with answers to the rows of these tails. */
const filled = (answers: Readonly<Record<string, string>>): string =>
  empty
    .split("\r\n")
    .map((line) => {
      const [, cells] =
        Object.entries(answers).find(([tail]) => line.includes(`used for ${tail}.`)) ?? [];
      return cells === undefined ? line : line.replace(/;;;;;;$/, `;${cells}`);
    })
    .join("\r\n");

const bring = (path: string, encoding: string | null = null) =>
  use((workspace) =>
    importLabels(workspace, {
      paths: [path],
      sheets: { claims: claimsFile, annotator: "anna", round: 2, encoding },
      replace: false,
      ...silently,
    }),
  );

test("a sheet that was filled in becomes labels of its annotator; rows without an answer are counted", async () => {
  const sheet = filled({ camping: "ja;ja;ja;nein;?;schön", hiking: "yes;maybe;;;;" });
  const path = write("anna.csv", Buffer.from(sheet.slice(1), "latin1"));
  const { rows, rejected, notices, parts } = await bring(path, "windows-1252");
  assert.deepEqual(
    [rows, rejected, notices],
    [1, { LABEL_INVALID: 1 }, ["1 row without an answer."]],
  );
  const [label] = await use(({ store }) =>
    Array.fromAsync(store.rows(labels, datasetOf("labels", parts))),
  );
  assert.ok(label);
  assert.deepEqual(
    [label.query, label.tail, label.annotator, label.annotatorKind, label.round],
    ["tent für zwei", "camping", "anna", "person", 2],
  );
  assert.deepEqual(
    [label.answers.complete, label.answers.informative, label.answers.typical],
    ["yes", "no", "not-sure"],
  );
  assert.equal((await bring(path, "windows-1252")).already, true);
});

test("more answers in the same sheet are another import; a sheet without its columns is refused", async () => {
  const more = write("more.csv", filled({ camping: "y;y;y;y;y;", hiking: "y;y;n;n;n;" }));
  assert.deepEqual([(await bring(more)).already, (await bring(more)).rows], [false, 2]);
  const other = write("other.csv", "claim;plausible\nc0;yes\n");
  await assert.rejects(bring(other), {
    code: "SHEET_UNFIT",
    message: /no column sentence, complete/,
  });
});
