import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { openPageFile } from "./page-file.ts";

const mark = '<meta name="generator" content="a test">';
const folderFor = (t: TestContext): { readonly currentFolder: string } => {
  const currentFolder = mkdtempSync(join(tmpdir(), "cosmo-page-"));
  t.after(() => rmSync(currentFolder, { recursive: true }));
  return { currentFolder };
};
const isForeign = (error: unknown): boolean =>
  error instanceof CosmoError && error.code === "PAGE_FOREIGN" && error.exitCode === 2;

test("a page is written, into a folder that is not there yet, and over an older page", async (t) => {
  const environment = folderFor(t);
  for (const text of ["one", "two"]) {
    const file = await openPageFile(environment, "pages/one.html", mark);
    await file.write(`${mark}${text}`);
  }
  const written = readFileSync(join(environment.currentFolder, "pages/one.html"), "utf8");
  assert.equal(written, `${mark}two`);
});

test("a file that is no such page, an empty one and a folder are refused before anything is written", async (t) => {
  const environment = folderFor(t);
  const file = join(environment.currentFolder, "notes.html");
  for (const text of ["<p>mine</p>", ""]) {
    writeFileSync(file, text);
    await assert.rejects(openPageFile(environment, "notes.html", mark), isForeign);
    assert.equal(readFileSync(file, "utf8"), text);
  }
  await assert.rejects(openPageFile(environment, ".", mark), isForeign);
});
