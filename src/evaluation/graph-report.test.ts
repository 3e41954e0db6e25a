import assert from "node:assert/strict";
import { test } from "node:test";
import { graphDifference, graphRow } from "./graph-report.ts";
import type { HeadCounts } from "./head-counts.ts";

const counts = (
  head: string,
  kind: HeadCounts["kind"],
  asked: boolean | null,
  [edges, trueEdges, facts, statedFacts]: readonly [number, number, number, number],
): HeadCounts => ({ head, kind, asked, edges, trueEdges, facts, statedFacts });

const some = [
  counts("p1", "product", true, [4, 3, 10, 5]),
  counts("p2", "product", true, [0, 0, 10, 0]),
  counts("p3", "product", false, [0, 0, 20, 0]),
  counts("q1", "query", true, [4, 1, 5, 1]),
  counts("gone", "product", null, [2, 0, 0, 0]),
];

test("precision is of edges, recall of asked heads' facts, and of all heads' facts", () => {
  const row = graphRow("published", some, 1);
  assert.equal(row.id, "published");
  assert.equal(row.precision?.mean, 4 / 10);
  assert.equal(row.recall?.mean, 6 / 25);
  assert.equal(row.recallAllHeads?.mean, 6 / 45);
  assert.equal(row.edges, 10);
  assert.deepEqual(row.heads, { withEdges: 3, asked: 3, all: 4 });
  assert.deepEqual(row.facts, { asked: 25, all: 45 });
});

test("by kind of head, the same; null where there is nothing to take a share of", () => {
  const { byHeadKind } = graphRow("published", some, 1);
  assert.equal(byHeadKind.query.precision?.mean, 1 / 4);
  assert.equal(byHeadKind.product.recall?.mean, 5 / 20);
  assert.equal(byHeadKind.product.edges, 6);
  const empty = graphRow("none", [], 1);
  assert.equal(empty.precision, null);
  assert.equal(empty.recallAllHeads, null);
});

/** Heads that are hard or easy, with the true edges and stated facts that a graph gets right of 10. */
const graph = (right: (head: number) => number): readonly HeadCounts[] =>
  Array.from({ length: 60 }, (_, head) =>
    counts(`p${head}`, "product", true, [10, right(head), 10, right(head)]),
  );

test("a graph that is a little better at every head is surely better, though the intervals overlap", () => {
  const better = graph((head) => (head % 9) + 1);
  const worse = graph((head) => head % 9);
  const [high, low] = [graphRow("a", better, 1), graphRow("b", worse, 1)];
  assert.ok((low.precision?.interval[1] ?? 0) > (high.precision?.interval[0] ?? 1));
  const found = graphDifference({ id: "a", counts: better }, { id: "b", counts: worse }, 1);
  assert.deepEqual([found.of, found.against], ["a", "b"]);
  for (const figure of [found.precision, found.recall, found.recallAllHeads]) {
    assert.ok(figure !== null);
    for (const value of [figure.mean, ...figure.interval]) {
      assert.ok(Math.abs(value - 0.1) < 1e-9, String(value));
    }
  }
});

test("heads that one graph lacks count for the other; against an empty graph precision has none", () => {
  const own = { id: "a", counts: graph(() => 5) };
  const fewer = { id: "b", counts: own.counts.slice(0, 20) };
  assert.equal(graphDifference(own, fewer, 1).precision?.mean, 0);
  const silent = { id: "c", counts: own.counts.map((one) => ({ ...one, edges: 0, trueEdges: 0 })) };
  assert.equal(graphDifference(own, silent, 1).precision, null);
  assert.equal(graphDifference(own, silent, 1).recall?.mean, 0);
});
