import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { cosmo, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { mountMemory } from "./mounts.ts";
import { fillWithMined } from "./sample-log.ts";

const place = mkdtempSync(join(tmpdir(), "cosmo-e2e-full-"));
const reason = mountMemory(place, 48);

/** Writes until nothing more can be written, not even a byte. */
function fillDisk(): void {
  for (const bytes of [1 << 20, 4096, 1]) {
    try {
      for (let file = 0; ; file += 1) {
        writeFileSync(join(place, `filler-${bytes}-${file}`), Buffer.alloc(bytes));
      }
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, "ENOSPC");
    }
  }
  assert.equal(statfsSync(place).bavail, 0);
}

test("on a full disk all can be looked at, work says that it is full, and prune frees it", {
  skip: reason,
}, async () => {
  const folder = temporaryFolder();
  const settings = "site: wren-and-larder\nmining: { query-gate: { customers: 2 } }\n";
  const source = workspaceWith(folder, "shop", settings);
  await fillWithMined(source, { sessions: 300, customers: 2 });
  await cosmo(["status"], { folder: source });
  // A part that nothing reads: under another recipe.
  const parts = join(source, "data/parts/pairs");
  const [part = ""] = readdirSync(parts);
  const stale = join(parts, [...part].toReversed().join(""));
  cpSync(join(parts, part), `${stale}.copy`, { recursive: true });
  renameSync(`${stale}.copy`, stale);
  const workspace = join(place, "shop");
  mkdirSync(workspace);
  cpSync(source, workspace, { recursive: true });
  // A state file that came into being since the workspace was made can't be made now.
  rmSync(join(workspace, "data/state/vectors.db"));
  fillDisk();

  for (const words of [["status"], ["show", "coffee"], ["prune", "--plan"]]) {
    const { code, error } = await cosmo(words, { folder: workspace });
    assert.equal(code, 0, `${words.join(" ")}: ${error}`);
  }
  const full = await cosmo(["run", "--limit-pairs", "3"], { folder: workspace });
  assert.deepEqual([full.code, /cosmo: (\w+)/.exec(full.error)?.[1]], [1, "DISK_FULL"], full.error);
  const pruned = await cosmo(["prune"], { folder: workspace });
  assert.equal(pruned.code, 0, pruned.error);
  assert.ok(statfsSync(place).bavail > 0);
  assert.ok(
    !readdirSync(join(workspace, "data/parts/pairs")).includes(stale.slice(parts.length + 1)),
  );
});
