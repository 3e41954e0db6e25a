import assert from "node:assert/strict";
import { test } from "node:test";
import { armEdge, armHead, armOf } from "./arm-for-tests.ts";
import { armSheet, keyLine, readSheetLine } from "./arm-sheet.ts";

const edges = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) => armEdge(`p${from + place}`, `tail ${place % 7}`));

const arms = [
  armOf("pairs", edges(0, 30)),
  armOf(
    "types",
    edges(0, 200).map((edge) => ({ ...edge, score: 0.9 })),
  ),
];
const { sheet, key } = armSheet(arms, { perArm: 40, seed: 1 });

test("so many edges are drawn of each arm, or all it has", () => {
  const counts = arms.map(({ name }) => key.filter(({ arm }) => arm === name).length);
  assert.deepEqual(counts, [30, 40]);
});

test("an edge that several arms drew stands once and counts for each, with each one's score", () => {
  const items = new Map(Map.groupBy(key, ({ item }) => item));
  assert.equal(items.size, sheet.length);
  const shared = [...items.values()].filter((lines) => lines.length === 2);
  assert.ok(shared.length > 0);
  for (const lines of shared) {
    assert.equal(new Set(lines.map(({ edge }) => edge)).size, 1);
    assert.deepEqual(
      lines.map(({ arm, score }) => [arm, score]),
      [
        ["pairs", 0.7],
        ["types", 0.9],
      ],
    );
  }
});

test("a reader sees words alone, in an order that says nothing", () => {
  for (const [place, line] of sheet.entries()) {
    assert.equal(line.item, place + 1);
    const { item: _, ...fields } = line;
    assert.deepEqual(Object.keys(fields), [
      "headKind",
      "head",
      "type",
      "relation",
      "tail",
      "sentence",
    ]);
    assert.match(line.head, /^Title of p\d+$/);
  }
  const firstHalf = new Set(sheet.slice(0, sheet.length / 2).map(({ item }) => item));
  const inFirstHalf = key.filter(({ arm, item }) => arm === "pairs" && firstHalf.has(item)).length;
  assert.ok(inFirstHalf > 5 && inFirstHalf < 25, String(inFirstHalf));
});

test("the draw is the seed's, whatever the order of edges, and even", () => {
  const turned = arms.map((arm) => ({ ...arm, edges: arm.edges.toReversed() }));
  assert.deepEqual(armSheet(turned, { perArm: 40, seed: 1 }), { sheet, key });
  const drawn = Array.from({ length: 200 }, (_, seed) => {
    const { key: own } = armSheet(arms.slice(1), { perArm: 40, seed });
    return own.some(({ edge }) => edge === "p0/tail 0") ? 1 : 0;
  });
  const share = drawn.reduce<number>((sum, one) => sum + one, 0) / drawn.length;
  assert.ok(Math.abs(share - 0.2) < 0.1, String(share));
});

test("a query has its text and no type; the lines can be read again", () => {
  const head = armHead("q", { kind: "query", words: "tent", type: null });
  const arm = armOf("types", [armEdge("q", "camping", { headKind: "query" })], { heads: [head] });
  const { sheet: own, key: ownKey } = armSheet([arm], { perArm: 5, seed: 1 });
  assert.deepEqual([own[0]?.headKind, own[0]?.head, own[0]?.type], ["query", "tent", null]);
  for (const line of ownKey) assert.deepEqual(keyLine.parse(line), line);
  const answers = { plausible: "no" };
  assert.deepEqual(readSheetLine.parse({ ...own[0], answers }), { item: 1, answers });
});
