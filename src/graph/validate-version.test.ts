import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { nodeId } from "../domain/ids.ts";
import type { GraphTableName, GraphVersion } from "./graph-version.ts";
import { validateVersion } from "./validate-version.ts";
import {
  aliasOf,
  assertionTo,
  edgeFrom,
  type GraphRows,
  headOf,
  tablesOf,
} from "./version-for-tests.ts";
import { openVersionStore } from "./version-store.ts";

const place = await openStorePlace();

const camp = nodeId("camp");

const sound: GraphRows = {
  nodes: [{ id: camp, wording: "camp", normalForm: "camp" }],
  aliases: [aliasOf("camp", camp)],
  assertions: [assertionTo(camp, "claim_1")],
  edges: [edgeFrom("default/lamp", camp), edgeFrom("default/tent", camp)],
  heads: [headOf("default/lamp"), headOf("default/rope"), headOf("default/tent")],
};

/** Publishes a graph of these rows, and gives what is needed to look at it and to break it. */
async function publish(rows: GraphRows) {
  const store = openNewStore(place);
  const tables = await tablesOf(store, rows);
  const commit = { tables, byRelation: {}, author: "ada", message: "test", time: 0 };
  const { version } = await openVersionStore(join(store.folder, "graph")).publish(commit);
  return {
    version,
    fileOf: (name: GraphTableName): string => store.files(version.tables[name])[0] ?? "",
    problems: (changed: Partial<GraphVersion> = {}) =>
      validateVersion({ ...version, ...changed }, store, place.sql),
  };
}

test("nothing is wrong with a sound version", async () => {
  assert.deepEqual(await (await publish(sound)).problems(), []);
});

test("an empty graph is sound too", async () => {
  const empty = { nodes: [], aliases: [], assertions: [], edges: [], heads: [] };
  assert.deepEqual(await (await publish(empty)).problems(), []);
});

test("a part that is missing is named with its table and place, and so is each further one", async () => {
  const { problems, fileOf } = await publish(sound);
  const [nodeFolder, edgeFolder] = [dirname(fileOf("nodes")), dirname(fileOf("edges"))];
  rmSync(nodeFolder, { recursive: true });
  rmSync(edgeFolder, { recursive: true });
  assert.deepEqual(await problems(), [
    `nodes: ${nodeFolder} is missing`,
    `edges: ${edgeFolder} is missing`,
  ]);
});

test("a changed row file is found, even by one byte, and so is one that is gone", async () => {
  const { problems, fileOf } = await publish(sound);
  const file = fileOf("assertions");
  const good = readFileSync(file);
  appendFileSync(file, " ");
  assert.deepEqual(await problems(), [
    `assertions: ${file} is not the file that its manifest names`,
  ]);
  writeFileSync(file, good);
  assert.deepEqual(await problems(), []);
  rmSync(file);
  const [problem, ...others] = await problems();
  assert.match(problem ?? "", /^assertions: .* can't be read/);
  assert.deepEqual(others, []);
});

test("rows that were changed together with their manifest are still not those of the version", async () => {
  const { problems, fileOf } = await publish(sound);
  const forged = await publish({
    ...sound,
    edges: [edgeFrom("default/lamp", camp), { ...edgeFrom("default/tent", camp), support: 99 }],
  });
  for (const name of ["rows.parquet", "manifest.json"]) {
    const from = join(dirname(forged.fileOf("edges")), name);
    writeFileSync(join(dirname(fileOf("edges")), name), readFileSync(from));
  }
  assert.equal((await problems()).length, 1);
});

test("a version whose words or tables were changed no longer has its id or content", async () => {
  const { problems, version } = await publish(sound);
  assert.match((await problems({ message: "another" })).join(), /the id is not that of content/);
  const other = await publish({ ...sound, edges: [edgeFrom("default/lamp", camp)] });
  const exchanged = { ...version.tables, edges: other.version.tables.edges };
  assert.match((await problems({ tables: exchanged })).join(), /the content hash is not that/);
});

const gone = nodeId("gone");

for (const [what, change, problem] of [
  [
    "an alias to a node that is not there",
    { aliases: [...sound.aliases, aliasOf("going", gone)] },
    "1 aliases lead to a node that is missing",
  ],
  [
    "a node that no surface leads to",
    { nodes: [...sound.nodes, { id: gone, wording: "gone", normalForm: "gone" }] },
    "1 nodes have no alias",
  ],
  [
    "an assertion about a node that is not there",
    { assertions: [...sound.assertions, assertionTo(gone, "claim_2")] },
    "1 assertions name a node that is missing",
  ],
  [
    "an edge that nothing asserts",
    { edges: [...sound.edges, edgeFrom("default/rope", camp)] },
    "1 edges have no assertion behind them",
  ],
  [
    "an edge of a head that is not there",
    { heads: [headOf("default/lamp")] },
    "1 edges are of a head that is missing",
  ],
  [
    "a head that is counted as one that is not there",
    { heads: [...sound.heads, headOf("default/hat", { countedAs: "default/cap" })] },
    "1 heads are counted as one that is missing",
  ],
] as const) {
  test(`${what} is found`, async () => {
    const { problems } = await publish({ ...sound, ...change });
    assert.deepEqual(await problems(), [problem]);
  });
}

test("a version without a table of today is told apart, with the next step", async () => {
  const { problems, version } = await publish(sound);
  const { heads: _, ...older } = version.tables;
  const [problem, ...others] = await problems({ tables: older as GraphVersion["tables"] });
  assert.match(problem ?? "", /an earlier cosmo, without heads; `cosmo run`/);
  assert.deepEqual(others, []);
});
