import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../bin/cosmo.js", import.meta.url));

/** At the end of a process, tells the packages whose files it has required. */
const watch = `data:text/javascript,
import { createRequire } from "node:module";
const { cache } = createRequire(${JSON.stringify(import.meta.url)});
process.on("exit", () => {
  const packages = Object.keys(cache).map((file) => file.split("/node_modules/").at(-1).split("/")[0]);
  console.error("required: " + [...new Set(packages)].join(" "));
});`.replaceAll("\n", " ");

test("a command that reads no text and no table loads neither the language model that reads English nor the engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-start-up-"));
  try {
    writeFileSync(join(folder, "cosmo.yaml"), "");
    const words = ["--import", watch, bin, "status"];
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /required: .*yaml/);
    assert.doesNotMatch(stderr, /wink|duckdb/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
