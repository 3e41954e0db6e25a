import assert from "node:assert/strict";
import { test } from "node:test";
import { colourMatch } from "./colour-match.ts";

const matchOf = (query: string, product: string): number =>
  colourMatch(new Set(query.split(" ")), new Set(product.split(" ")));

test("a colour is there, another is, none is told, or none was asked for", () => {
  assert.equal(matchOf("red tent", "tent red"), 1);
  assert.equal(matchOf("red tent", "tent blue"), -1);
  assert.equal(matchOf("red tent", "tent big"), 0);
  assert.ok(Number.isNaN(matchOf("tent", "tent red")));
});
