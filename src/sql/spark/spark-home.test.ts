import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { findSpark, sparkFolder } from "./spark-home.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-spark-home-"));
after(() => rmSync(folder, { recursive: true }));

function installed(home: string): string {
  mkdirSync(join(home, "bin"), { recursive: true });
  writeFileSync(join(home, "bin", "spark-sql"), "");
  return home;
}

test("the Spark that is named goes before the one that was brought", () => {
  const brought = installed(sparkFolder(folder));
  const own = installed(join(folder, "own"));
  assert.equal(findSpark(undefined, folder), brought);
  assert.equal(findSpark(own, folder), own);
});

test("where there is none, its place and the command that brings it are said", () => {
  const missing = { code: "SPARK_NOT_FOUND", message: /nowhere/, hint: /npm run spark/ };
  assert.throws(() => findSpark(join(folder, "nowhere"), folder), missing);
  assert.throws(() => findSpark(undefined, join(folder, "nowhere")), missing);
});
