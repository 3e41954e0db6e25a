import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { configurationSchema } from "./configuration.ts";
import { readPairLimit, withPairLimit, writePairLimit } from "./pair-limit.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-pair-limit-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a limit holds until another is given; none was given at first", async () => {
  assert.equal(await readPairLimit(folder), "all");
  await writePairLimit(folder, 300);
  assert.equal(await readPairLimit(folder), 300);
  await writePairLimit(folder, "all");
  assert.equal(await readPairLimit(folder), "all");
});

test("a limit goes before cosmo.yaml; all is what cosmo.yaml says", () => {
  const written = configurationSchema.parse({ generation: { limitPairs: 50 } });
  assert.equal(withPairLimit(written, 300).generation.limitPairs, 300);
  assert.equal(withPairLimit(written, "all").generation.limitPairs, 50);
});
