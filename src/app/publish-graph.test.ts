import assert from "node:assert/strict";
import { test } from "node:test";
import { shrinkNotices } from "./publish-graph.ts";

const version = (edges: number) => ({
  id: "version_before",
  counts: { nodes: 1, assertions: 1, edges, byRelation: {} },
});

test("a graph that lost more than half of its edges is told, with how to put the one before back", () => {
  assert.deepEqual(shrinkNotices(version(1328), version(36)), [
    "The graph shrank from 1,328 edges to 36; `cosmo graph diff` shows which went. If that is a mistake, `cosmo graph pin version_before` puts the version before back, until it is put right.",
  ]);
  assert.equal(shrinkNotices(version(50), version(0)).length, 1);
});

test("less than that, a small graph and the first one are not", () => {
  assert.deepEqual(shrinkNotices(version(100), version(50)), []);
  assert.deepEqual(shrinkNotices(version(49), version(0)), []);
  assert.deepEqual(shrinkNotices(undefined, version(0)), []);
});
