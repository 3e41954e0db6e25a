import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("what a killed run left is removed, and nothing else", () => {
  const { pid: gone } = spawnSync(process.execPath, ["--version"]);
  const left = join(parent, `cosmo-test-run-${gone}-left`);
  const others = [
    join(parent, `cosmo-test-run-${process.ppid}-at-work`),
    join(parent, "cosmo-e2e-1"),
    join(parent, `${gone}`),
  ];
  for (const folder of [left, ...others]) mkdirSync(folder);
  makeTestFolder(parent).remove();
  assert.ok(!existsSync(left));
  for (const folder of others) assert.ok(existsSync(folder), folder);
});
