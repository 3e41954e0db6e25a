import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedReading, pairSheet, type WordedPair } from "./pair-reading.ts";

const drawn = (place: number, details: Partial<WordedPair> = {}): WordedPair => ({
  pair: `pair_${place}`,
  log: place % 2 === 0 ? "food" : "clothing",
  behaviour: "coBuy",
  drawnFor: "defaults",
  side: place < 20 ? "kept" : "cut",
  cutBy: [],
  count: 1,
  logLikelihoodRatio: place,
  first: `first of ${place}`,
  second: `second of ${place}`,
  ...details,
});

const twice = drawn(3, { drawnFor: "minimumCount" });
const { sheet, key } = pairSheet(
  [...Array.from({ length: 40 }, (_, place) => drawn(place)), twice],
  1,
);

test("a reader sees words alone, in an order that says nothing", () => {
  assert.equal(sheet.length, 40);
  assert.deepEqual(new Set(sheet.flatMap(Object.keys)), new Set(["item", "first", "second"]));
  const sideOf = new Map(key.map(({ item, side }) => [item, side]));
  const sides = sheet.map(({ item }) => sideOf.get(item));
  const changes = sides.filter((side, place) => place > 0 && side !== sides[place - 1]).length;
  assert.ok(changes > 10, `kept and cut lie in ${changes + 1} runs`);
});

test("a pair that was drawn twice is read once and counts for both; no word is in the key", () => {
  const lines = key.filter(({ pair }) => pair === twice.pair);
  assert.deepEqual(
    lines.map(({ drawnFor }) => drawnFor),
    ["defaults", "minimumCount"],
  );
  assert.equal(new Set(lines.map(({ item }) => item)).size, 1);
  assert.doesNotMatch(JSON.stringify(key), /first|second/);
});

test("what was read is joined by item; an item that was not read is told", () => {
  const read = sheet.map(({ item }) => ({
    ...{ item, annotator: "a", annotatorKind: "author" as const },
    answers: { sharesNeed: "yes" as const },
  }));
  assert.equal(joinedReading(key, read).length, 41);
  assert.throws(() => joinedReading(key, read.slice(1)), /was not read/);
});
