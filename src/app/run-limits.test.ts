import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { configurationSchema } from "./configuration.ts";
import { joinedLimits, readRunLimits, withRunLimits, writeRunLimits } from "./run-limits.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-run-limits-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("limits hold until others are given; none was given at first", async () => {
  assert.deepEqual(await readRunLimits(folder), {});
  await writeRunLimits(folder, { limitPairs: 300 });
  assert.deepEqual(await readRunLimits(folder), { limitPairs: 300 });
});

test("a limit that is given now takes the place of the earlier one; others stay; all lifts", () => {
  const earlier = { limitTypes: 40, limitPairs: 300 };
  assert.deepEqual(joinedLimits(earlier, { limitPairs: 50 }), { limitTypes: 40, limitPairs: 50 });
  assert.deepEqual(joinedLimits(earlier, { limitTypes: "all" }), { limitPairs: 300 });
  assert.deepEqual(joinedLimits({}, { limitQueries: 7 }), { limitQueries: 7 });
});

test("a limit goes before cosmo.yaml, which holds for what has none", () => {
  const written = configurationSchema.parse({ generation: { limitPairs: 50, limitTypes: 9 } });
  const { limitPairs, limitTypes } = withRunLimits(written, { limitPairs: 300 }).generation;
  assert.deepEqual([limitPairs, limitTypes], [300, 9]);
});
