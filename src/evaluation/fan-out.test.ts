import assert from "node:assert/strict";
import { test } from "node:test";
import { armEdge, armHead, armOf } from "./arm-for-tests.ts";
import { fanOut } from "./fan-out.ts";

const numbered = (count: number) => Array.from({ length: count }, (_, place) => `p${place}`);

test("a node's heads are counted once, whatever relations lead to it", () => {
  const edges = [
    armEdge("a", "camping"),
    armEdge("a", "camping", { id: "other", relation: "cause" }),
    armEdge("b", "camping"),
    armEdge("b", "rain"),
  ];
  const { headsOf } = fanOut(armOf("types", edges), 0.05);
  assert.deepEqual([headsOf({ node: "camping" }), headsOf({ node: "rain" })], [2, 1]);
  assert.equal(headsOf({ node: "unheard of" }), 0);
});

test("edges of a hundred nodes of 1 to 100 heads are in deciles by fan-out, the widest in the tenth", () => {
  const edges = numbered(100).flatMap((tail, place) =>
    numbered(place + 1).map((head) => armEdge(head, tail)),
  );
  const { decileOf } = fanOut(armOf("types", edges), 0.05);
  const deciles = edges.map(decileOf);
  assert.deepEqual(
    [...new Set(deciles)].toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  for (let decile = 1; decile <= 10; decile++) {
    const share = deciles.filter((one) => one === decile).length / edges.length;
    assert.ok(Math.abs(share - 0.1) < 0.02, `${decile}: ${share}`);
  }
  assert.equal(decileOf({ node: "p99" }), 10);
});

test("edges of one fan-out share a decile, that of their middle", () => {
  const alone = numbered(8).map((head) => armEdge(head, `of ${head}`));
  const wide = [armEdge("p0", "all"), armEdge("p1", "all")];
  const { decileOf } = fanOut(armOf("pairs", [...alone, ...wide]), 0.05);
  assert.deepEqual([decileOf({ node: "of p3" }), decileOf({ node: "all" })], [5, 10]);
});

test("a node is generic of the kind of heads of which more than the share lead to it", () => {
  const heads = [
    ...numbered(40).map((id) => armHead(id)),
    ...numbered(10).map((id) => armHead(`q${id}`, { kind: "query" })),
  ];
  const edges = [
    ...numbered(2).map((head) => armEdge(head, "two of 40")),
    ...numbered(3).map((head) => armEdge(head, "three of 40")),
    armEdge("qp0", "two of 40", { headKind: "query" }),
  ];
  const { isGeneric } = fanOut(armOf("types", edges, { heads }), 0.05);
  assert.equal(isGeneric({ node: "two of 40", headKind: "product" }), false, "5 % is not above");
  assert.equal(isGeneric({ node: "three of 40", headKind: "product" }), true);
  assert.equal(isGeneric({ node: "two of 40", headKind: "query" }), true, "one of ten");
});
