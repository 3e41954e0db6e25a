import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { contentOf, type GraphVersion, versionId } from "./graph-version.ts";
import { type Commit, openVersionStore } from "./version-store.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-versions-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(folder, "graph-"));

const part = (
  table: string,
  content: string,
  details: Partial<PartManifest> = {},
): PartManifest => ({
  table,
  tableVersion: 1,
  name: "all",
  recipe: `recipe of ${content}`,
  content,
  rows: 2,
  files: {},
  dropped: {},
  samples: {},
  ...details,
});

/** Tables that are told apart by the content of their edges. */
const tablesWith = (
  edges: string,
  details: Partial<PartManifest> = {},
): GraphVersion["tables"] => ({
  nodes: datasetOf("nodes", [part("nodes", "n")]),
  aliases: datasetOf("aliases", [part("aliases", "a")]),
  assertions: datasetOf("assertions", [part("assertions", "s", { rows: 5 })]),
  edges: datasetOf("edges", [part("edges", edges, details)]),
  heads: datasetOf("heads", [part("heads", "h")]),
});

const commit = (edges: string, details: Partial<Commit> = {}): Commit => ({
  tables: tablesWith(edges),
  byRelation: { usedFor: 5 },
  author: "ada",
  message: "cosmo run",
  time: Date.UTC(2026, 0, 2),
  ...details,
});

test("before the first version there is none", async () => {
  const versions = openVersionStore(newFolder());
  assert.equal(await versions.current(), undefined);
  assert.deepEqual(await versions.log(), []);
});

test("a version says what it holds, who made it, when and why, and is the current one", async () => {
  const place = newFolder();
  const { version, isNew } = await openVersionStore(place).publish(commit("1"));
  assert.equal(isNew, true);
  const { tables, id, content, ...facts } = version;
  assert.deepEqual(facts, {
    parent: null,
    author: "ada",
    time: "2026-01-02T00:00:00.000Z",
    message: "cosmo run",
    counts: { nodes: 2, assertions: 5, edges: 2, byRelation: { usedFor: 5 } },
  });
  assert.equal(content, contentOf(tables));
  assert.deepEqual(await openVersionStore(place).current(), version);
  assert.deepEqual(await openVersionStore(place).get(id), version);
});

test("the id is the hash of content, parent and message: not of author, time or how the rows came about", async () => {
  const idOf = async (given: Commit): Promise<string> =>
    (await openVersionStore(newFolder()).publish(given)).version.id;
  const id = await idOf(commit("1"));
  assert.equal(id, versionId(contentOf(tablesWith("1")), null, "cosmo run"));
  assert.equal(await idOf(commit("1", { author: "bob", time: 7 })), id);
  assert.equal(await idOf(commit("1", { tables: tablesWith("1", { recipe: "other" }) })), id);
  assert.notEqual(await idOf(commit("2")), id);
  assert.notEqual(await idOf(commit("1", { message: "another reason" })), id);
});

test("the same content again is no new version", async () => {
  const place = newFolder();
  const versions = openVersionStore(place);
  const first = await versions.publish(commit("1"));
  const again = await versions.publish(commit("1", { message: "once more", author: "bob" }));
  assert.deepEqual(again, { version: first.version, isNew: false });
  assert.equal(readdirSync(join(place, "versions")).length, 1);
});

test("each version has the one before it as its parent; an old content is published anew", async () => {
  const versions = openVersionStore(newFolder());
  const published: GraphVersion[] = [];
  for (const edges of ["1", "2", "1"]) {
    published.push((await versions.publish(commit(edges))).version);
  }
  const [one, two, three] = published;
  assert.deepEqual(
    published.map(({ parent }) => parent),
    [null, one?.id, two?.id],
  );
  assert.equal(three?.content, one?.content);
  assert.notEqual(three?.id, one?.id);
  assert.deepEqual(await versions.log(), published.toReversed());
});

test("the pointer moves last: a version that nothing points to is not the current one", async () => {
  const place = newFolder();
  const versions = openVersionStore(place);
  const { version: first } = await versions.publish(commit("1"));
  const pointer = readFileSync(join(place, "current.json"), "utf8");
  const { version: second } = await versions.publish(commit("2"));
  // As if the process had ended before the pointer was swapped.
  writeFileSync(join(place, "current.json"), pointer);
  assert.equal((await versions.current())?.id, first.id);
  const again = await versions.publish(commit("2"));
  assert.deepEqual(again, { version: second, isNew: true });
  assert.equal((await versions.current())?.id, second.id);
});

test("what a version needs is made before the pointer moves, and where it fails it never moves", async () => {
  const versions = openVersionStore(newFolder());
  const first = (await versions.publish(commit("1"))).version;
  const seen: (string | undefined)[] = [];
  await versions.publish(commit("2"), async (version) => {
    seen.push(version.parent ?? undefined, (await versions.current())?.id);
  });
  assert.deepEqual(seen, [first.id, first.id]);
  const second = await versions.current();
  const failing = versions.publish(commit("3"), () => Promise.reject(new Error("no index")));
  await assert.rejects(failing, /no index/);
  assert.deepEqual(await versions.current(), second);
});

test("an unknown version and a damaged one are errors with a next step", async () => {
  const place = newFolder();
  const versions = openVersionStore(place);
  const { version } = await versions.publish(commit("1"));
  await assert.rejects(versions.get("version_0"), {
    code: "VERSION_UNKNOWN",
    hint: /graph log/,
    exitCode: 2,
  });
  writeFileSync(join(place, "versions", `${version.id}.json`), "{");
  await assert.rejects(versions.current(), { code: "VERSION_DAMAGED", message: /version_/ });
});
