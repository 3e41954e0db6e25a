import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { makeSpillFolder, removeStaleSpills } from "./spill-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-spill-folder-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("folders of dead processes go with what is in them, those of living ones stay", async () => {
  const dead = spawnSync(process.execPath, ["--version"]).pid;
  const own = makeSpillFolder(folder);
  for (const name of [`${dead}-a`, `${process.ppid}-b`, `${process.pid}-before-us`]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "duckdb_temp_storage_DEFAULT-0.tmp"), "rows");
  }
  await removeStaleSpills(folder);
  const stay = [basename(own.path), `${process.ppid}-b`];
  assert.deepEqual(readdirSync(folder).toSorted(), stay.toSorted());
  own.remove();
  assert.deepEqual(readdirSync(folder), [`${process.ppid}-b`]);
});

test("nothing spilled yet is nothing to remove", async () => {
  await removeStaleSpills(join(folder, "missing"));
});
