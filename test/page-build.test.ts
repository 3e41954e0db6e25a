import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildPage } from "../scripts/build-page.mjs";

const built = fileURLToPath(new URL("../web/dist", import.meta.url));
const read = (name: string): string => readFileSync(join(built, name), "utf8");

test("the built page has nothing inline and asks no other host for anything", () => {
  buildPage();
  const page = read("index.html");
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
  for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.match(address ?? "", /^\/[^/]/);
    assert.ok(existsSync(join(built, address ?? "")), address);
  }
  for (const file of globSync("assets/*.css", { cwd: built })) {
    assert.doesNotMatch(read(file), /url\(|@import|@font-face/);
  }
});

test("a page that is up to date is not built again", () => {
  const { ino } = statSync(built);
  buildPage();
  assert.equal(statSync(built).ino, ino);
});
