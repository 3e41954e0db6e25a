import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { parseYaml } from "./parse-yaml.ts";

const parent = mkdtempSync(join(tmpdir(), "cosmo-parse-yaml-"));
after(() => rmSync(parent, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(parent, "kept-"));

const text = `odd: [.nan, -.inf, -0.0, ~, "1", 1, 0x10, true]
empty: {}
both: &both { a: 1 }
again: *both
long: "${"words ".repeat(300)}"
`;

test("what was kept is what is parsed, whatever the values", async () => {
  const folder = newFolder();
  const first = await parseYaml(text, folder);
  assert.deepEqual(first, parse(text));
  assert.equal(readdirSync(folder).length, 1);
  assert.deepEqual(await parseYaml(text, folder), first);
});

test("a kept text is not parsed again, and another text is", async () => {
  const folder = newFolder();
  await parseYaml(text, folder);
  const [name = ""] = readdirSync(folder);
  const file = join(folder, name);
  const before = statSync(file).mtimeMs;
  await parseYaml(text, folder);
  assert.equal(statSync(file).mtimeMs, before);
  assert.deepEqual(await parseYaml(`${text}more: 1\n`, folder), { ...parse(text), more: 1 });
  assert.equal(readdirSync(folder).length, 2);
});

test("what is damaged is parsed anew and kept whole", async () => {
  const folder = newFolder();
  await parseYaml(text, folder);
  const [name = ""] = readdirSync(folder);
  const { size } = statSync(join(folder, name));
  writeFileSync(join(folder, name), "cut");
  assert.deepEqual(await parseYaml(text, folder), parse(text));
  assert.equal(statSync(join(folder, name)).size, size);
});

test("where nothing can be kept, and of a short text nothing is, it is read all the same", async () => {
  const file = join(parent, "a-file");
  writeFileSync(file, "");
  assert.deepEqual(await parseYaml(text, join(file, "below")), parse(text));
  const folder = newFolder();
  assert.deepEqual(await parseYaml("a: 1", folder), { a: 1 });
  assert.deepEqual(readdirSync(folder), []);
});

test("what is no YAML is an error each time", async () => {
  const folder = newFolder();
  for (const _ of [1, 2]) await assert.rejects(parseYaml(`${text}[`, folder), /line \d/);
  assert.deepEqual(readdirSync(folder), []);
});
