import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeId, nodeId } from "../domain/ids.ts";
import { compareVersions } from "./compare-versions.ts";
import { edgeFrom, type GraphRows, headOf, tablesOf } from "./version-for-tests.ts";
import { openVersionStore } from "./version-store.ts";

const place = await openStorePlace();

const [camp, read] = [nodeId("camp"), nodeId("read")];
const [lamp, tent, rope] = ["default/lamp", "default/tent", "default/rope"];

const rowsWith = (rows: Partial<GraphRows>): GraphRows => ({
  nodes: [
    { id: camp, wording: "camp", normalForm: "camp" },
    { id: read, wording: "read", normalForm: "read" },
  ],
  aliases: [],
  assertions: [],
  edges: [],
  heads: [headOf(lamp), headOf(tent), headOf(rope)],
  ...rows,
});

/** Publishes two versions, and holds the second against the first. */
async function compared(before: GraphRows, after: GraphRows, movedBy = 0.05, limit = 10) {
  const store = openNewStore(place);
  const versions = openVersionStore(join(store.folder, "graph"));
  const publish = async (rows: GraphRows, message: string) => {
    const tables = await tablesOf(store, rows);
    const commit = { tables, byRelation: {}, author: "ada", message, time: 0 };
    return (await versions.publish(commit)).version;
  };
  const [earlier, later] = [await publish(before, "first"), await publish(after, "second")];
  const versionsOf = { before: earlier, after: later, current: later };
  return compareVersions(versionsOf, { store, sql: place.sql }, { limit, movedBy });
}

test("edges that came, went and moved are counted by relation and listed with their words", async () => {
  const before = rowsWith({
    edges: [
      edgeFrom(lamp, camp, { score: 0.9 }),
      edgeFrom(lamp, read, { score: 0.7 }),
      edgeFrom(tent, camp, { score: 0.8 }),
    ],
    heads: [headOf(lamp, { words: "Lamp of before" }), headOf(tent)],
  });
  const after = rowsWith({
    edges: [
      edgeFrom(lamp, camp, { score: 0.6 }),
      edgeFrom(lamp, read, { score: 0.7 }),
      edgeFrom(rope, camp, { score: 0.95 }),
    ],
    heads: [headOf(lamp, { words: "Lamp of today" }), headOf(rope)],
  });
  const { byRelation, heads, changes } = await compared(before, after);
  assert.deepEqual(byRelation, [
    { relation: "usedFor", before: 3, after: 3, added: 1, removed: 1, moved: 1 },
  ]);
  assert.deepEqual(heads, { before: 2, after: 2, gained: 1, lost: 1 });
  const camping = { relation: "usedFor", wording: "camp" };
  assert.deepEqual(changes, {
    added: {
      total: 1,
      rows: [
        {
          edge: edgeId(rope, "usedFor", camp),
          head: rope,
          words: rope,
          ...camping,
          scoreBefore: null,
          scoreAfter: 0.95,
        },
      ],
    },
    removed: {
      total: 1,
      rows: [
        {
          edge: edgeId(tent, "usedFor", camp),
          head: tent,
          words: tent,
          ...camping,
          scoreBefore: 0.8,
          scoreAfter: null,
        },
      ],
    },
    moved: {
      total: 1,
      rows: [
        {
          edge: edgeId(lamp, "usedFor", camp),
          head: lamp,
          words: "Lamp of today",
          ...camping,
          scoreBefore: 0.9,
          scoreAfter: 0.6,
        },
      ],
    },
  });
});

test("an edge moves by as much as is said or more, and where only one version has a score", async () => {
  const scores = [
    [0.9, 0.85],
    [0.9, 0.8501],
    [null, 0.9],
    [null, null],
  ] as const;
  const edgesOf = (version: 0 | 1) =>
    scores.map((pair, index) => edgeFrom(`default/${index}`, camp, { score: pair[version] }));
  const heads = scores.map((_, index) => headOf(`default/${index}`));
  const before = rowsWith({ edges: edgesOf(0), heads });
  const { changes } = await compared(before, rowsWith({ edges: edgesOf(1), heads }));
  assert.deepEqual(
    changes.moved.rows.map(({ head }) => head),
    ["default/0", "default/2"],
  );
});

test("lists end where they are told to, the totals do not; best first, farthest first", async () => {
  const edgesOf = (scores: readonly number[]) =>
    scores.map((score, index) => edgeFrom(`default/${index}`, camp, { score }));
  const heads = [0, 1, 2].map((index) => headOf(`default/${index}`));
  const before = rowsWith({ edges: edgesOf([0.9, 0.8, 0.7]), heads });
  const after = rowsWith({ edges: edgesOf([0.8, 0.5, 0.9]), heads });
  const moved = (await compared(before, after, 0, 2)).changes.moved;
  assert.equal(moved.total, 3);
  assert.deepEqual(
    moved.rows.map(({ head }) => head),
    ["default/1", "default/2"],
  );
  const gone = (await compared(before, rowsWith({ heads }), 0.05, 2)).changes.removed;
  assert.deepEqual([gone.total, gone.rows.map(({ scoreBefore }) => scoreBefore)], [3, [0.9, 0.8]]);
});

test("an edge whose score stayed has not moved, by whatever little", async () => {
  const heads = [headOf(lamp), headOf(tent)];
  const before = rowsWith({
    edges: [edgeFrom(lamp, camp, { score: 0.5 }), edgeFrom(tent, camp, { score: 0.5 })],
    heads,
  });
  const after = rowsWith({
    edges: [edgeFrom(lamp, camp, { score: 0.5 }), edgeFrom(tent, camp, { score: 0.5001 })],
    heads,
  });
  const { rows } = (await compared(before, after, 0)).changes.moved;
  assert.deepEqual(
    rows.map(({ head }) => head),
    [tent],
  );
});

test("words of a query that is not published any more are not told", async () => {
  const query = { kind: "query", words: "gift for anna", sku: null, domain: null } as const;
  const before = rowsWith({
    edges: [edgeFrom("query_1", camp, { headKind: "query", score: 0.5 })],
    heads: [headOf("query_1", query)],
  });
  const gone = (await compared(before, rowsWith({ heads: [] }))).changes.removed.rows;
  assert.deepEqual(
    gone.map(({ head, words }) => [head, words]),
    [["query_1", null]],
  );
  const kept = await compared(before, rowsWith({ heads: [headOf("query_1", query)] }));
  assert.equal(kept.changes.removed.rows[0]?.words, "gift for anna");
});

test("nothing changed between graphs without an edge", async () => {
  const { byRelation, heads, changes } = await compared(
    rowsWith({}),
    rowsWith({ nodes: [], heads: [] }),
  );
  assert.deepEqual(byRelation, []);
  assert.deepEqual(heads, { before: 0, after: 0, gained: 0, lost: 0 });
  assert.equal(changes.added.total + changes.removed.total + changes.moved.total, 0);
});
