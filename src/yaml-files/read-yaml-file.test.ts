import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { z } from "zod";
import { foldersIn } from "./folders-in.ts";
import { readYamlFile } from "./read-yaml-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-yaml-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const faults = {
  missing: (path: string) => new Error(`missing ${path}`),
  invalid: (place: string, problem: string) => new Error(`${place}: ${problem}`),
};
const schema = z.strictObject({ list: z.array(z.object({ size: z.number() })) });
const read = (content: string) => {
  writeFileSync(join(folder, "a.yaml"), content);
  return readYamlFile(folder, "a.yaml", schema, faults);
};

test("a file is read as its schema says", async () => {
  assert.deepEqual(await read("list: [{ size: 3 }]"), { list: [{ size: 3 }] });
});

test("what is wrong is told with the file and the field", async () => {
  await assert.rejects(
    read("list: [{ size: 3 }, { size: big }]"),
    /^Error: a\.yaml: list\[1\]\.size: /,
  );
  await assert.rejects(read("list: [{}]"), /^Error: a\.yaml: list\[0\]\.size: is missing$/);
  await assert.rejects(read("[]"), /^Error: a\.yaml: /);
  await assert.rejects(read("list: [}"), /^Error: a\.yaml: .*line 1/s);
  await assert.rejects(readYamlFile(folder, "b.yaml", schema, faults), /missing .*b\.yaml/);
});

test("folders are listed by name, files are not, and none at all is a fault", async () => {
  mkdirSync(join(folder, "some/b"), { recursive: true });
  mkdirSync(join(folder, "some/a"));
  writeFileSync(join(folder, "some/file"), "");
  assert.deepEqual(await foldersIn(folder, "some", faults), ["some/a", "some/b"]);
  await assert.rejects(foldersIn(folder, "some/a", faults), /some\/a: there is no folder/);
  await assert.rejects(foldersIn(folder, "nowhere", faults), /missing .*nowhere/);
});
