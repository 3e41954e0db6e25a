import assert from "node:assert/strict";
import { test } from "node:test";
import { inDrawingOrder, readPrecision, type VariantReadingLine } from "./variant-reading.ts";

const pairs = ["a", "b", "c", "d"].map((query) => ({ query, head: "z" }));
const line = (query: string, sameMeaning: VariantReadingLine["sameMeaning"]) => ({
  ...{ log: "log", query, head: "z", annotator: "one", annotatorKind: "author" as const },
  sameMeaning,
});

test("what is drawn first is the same in a larger list", () => {
  const all = inDrawingOrder(pairs, 1);
  const some = inDrawingOrder(pairs.slice(1).toReversed(), 1);
  assert.deepEqual(
    some,
    all.filter(({ query }) => query !== "a"),
  );
});

test("the share is of those drawn first that are all read, and not sure is not right", () => {
  const [one = "", two = "", three = ""] = inDrawingOrder(pairs, 1).map(({ query }) => query);
  const lines = [line(one, "yes"), line(three, "no")];
  assert.deepEqual(pick(readPrecision(pairs, lines, 1)), [1, 1]);
  assert.deepEqual(pick(readPrecision(pairs, [...lines, line(two, "not-sure")], 1)), [3, 1]);
  assert.equal(readPrecision(pairs, [], 1).precision, null);
});

const pick = ({ read, right }: { readonly read: number; readonly right: number }) => [read, right];
