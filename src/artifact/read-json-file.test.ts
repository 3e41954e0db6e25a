import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readJsonFile } from "./read-json-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-read-json-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const damaged = { hint: "Put a copy back." };
const file = join(folder, "records.json");

test("a file comes back as what it holds, and one that is not there as nothing", async () => {
  assert.equal(await readJsonFile(file, damaged), undefined);
  writeFileSync(file, '[{"rows": 3}]\n');
  assert.deepEqual(await readJsonFile(file, damaged), [{ rows: 3 }]);
});

for (const [what, content] of [
  ["cut in half", '[{"rows": 3}, {"ro'],
  ["empty", ""],
  ["no JSON", "\0\0\0\0"],
] as const) {
  test(`a file that is ${what} is named, with the next step`, async () => {
    writeFileSync(file, content);
    await assert.rejects(readJsonFile(file, damaged), {
      code: "RECORD_DAMAGED",
      ...damaged,
      message: /records\.json is unreadable: /,
    });
  });
}

test("a file may have a code of its own", async () => {
  writeFileSync(file, "{");
  const damagedPart = { ...damaged, code: "PART_DAMAGED" };
  await assert.rejects(readJsonFile(file, damagedPart), damagedPart);
});

test("what the system says of a file is not called damage", async () => {
  mkdirSync(join(folder, "folder.json"));
  await assert.rejects(readJsonFile(join(folder, "folder.json"), damaged), { code: "EISDIR" });
});
