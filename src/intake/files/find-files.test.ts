import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { findFiles } from "./find-files.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-find-"));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "days", "2024-01-02"), { recursive: true });
mkdirSync(join(folder, "empty"));
for (const name of ["b.csv", "a.csv", "notes.txt", "days/_SUCCESS.csv", "days/2024-01-02/c.csv"]) {
  writeFileSync(join(folder, name), "x\n");
}
const takesCsv = (name: string) => name.endsWith(".csv");

test("a folder gives its files sorted, those below it too, without the tools' own", async () => {
  const files = await findFiles([folder], takesCsv);
  assert.deepEqual(
    files.map(({ name }) => name),
    ["a.csv", "b.csv", "days/2024-01-02/c.csv"],
  );
});

test("paths and globs that meet give each file once, with names free of the machine's folders", async () => {
  const files = await findFiles([join(folder, "*.csv"), join(folder, "b.csv")], takesCsv);
  assert.deepEqual(
    files.map(({ name }) => name),
    ["a.csv", "b.csv"],
  );
});

test("a file named outright is taken whatever its ending", async () => {
  const [file] = await findFiles([join(folder, "notes.txt")], takesCsv);
  assert.equal(file?.name, "notes.txt");
});

test("a missing file names the nearest ones", async () => {
  await assert.rejects(findFiles([join(folder, "aa.csv")], takesCsv), (error: Error) => {
    assert.match(error.message, /There is no file .*aa\.csv/);
    assert.match(String(Reflect.get(error, "hint")), /Near it: .*a\.csv/);
    assert.equal(Reflect.get(error, "code"), "FILE_NOT_FOUND");
    assert.equal(Reflect.get(error, "exitCode"), 2);
    return true;
  });
});

test("a missing folder is named as such, a glob without a match too", async () => {
  await assert.rejects(findFiles([join(folder, "none", "a.csv")], takesCsv), /no folder .*none/);
  await assert.rejects(findFiles([join(folder, "*.parquet")], takesCsv), {
    code: "FILE_NOT_FOUND",
  });
});

test("a folder without a usable file says so", async () => {
  await assert.rejects(findFiles([join(folder, "empty")], takesCsv), {
    code: "FOLDER_WITHOUT_FILES",
  });
  const answers = join(folder, "answers");
  mkdirSync(answers);
  writeFileSync(join(answers, "page.json.gz"), "");
  await assert.rejects(findFiles([answers], takesCsv), { hint: /page\.json\.gz.*--format jsonl/ });
});
