import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { makeTestFolder } from "../scripts/test-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "cosmo-test-folder-"));
after(() => rmSync(parent, { recursive: true }));

test("a run has a folder of its own, which goes with all that is in it", () => {
  const [one, other] = [makeTestFolder(parent), makeTestFolder(parent)];
  assert.notEqual(one.path, other.path);
  writeFileSync(join(one.path, "written"), "");
  one.remove();
  assert.ok(!existsSync(one.path));
  assert.ok(existsSync(other.path));
  other.remove();
});

test("what a stopped run left is removed a day later, and nothing else", () => {
  const folder = (name: string, hours: number): string => {
    const path = join(parent, name);
    mkdirSync(path);
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(path, then, then);
    return path;
  };
  const left = folder("cosmo-test-run-left", 25);
  const others = [folder("cosmo-test-run-at-work", 23), folder("cosmo-e2e-left", 25)];
  makeTestFolder(parent).remove();
  assert.ok(!existsSync(left));
  for (const other of others) assert.ok(existsSync(other), other);
});

test("the folder of the environment goes before memory", () => {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = parent;
  try {
    const { path, remove } = makeTestFolder();
    remove();
    assert.equal(dirname(path), parent);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
});
