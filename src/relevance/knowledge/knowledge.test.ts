import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesByHead, presenceOnly, trueKnowledge } from "./knowledge.ts";
import { pieceOf } from "./knowledge-for-tests.ts";

const pieces = [
  pieceOf("query", "tent", "sleeping outdoors"),
  pieceOf("product", "T-1", "for two people"),
  pieceOf("product", "T-1", "keeps rain off"),
  pieceOf("product", "tent", "a product with the name of a query"),
];
const judgements = [
  { query: "tent", product: "T-1" },
  { query: "stove", product: "T-1" },
];

test("a judgement has the knowledge of its query and that of its product, in the order of ids", () => {
  const found = trueKnowledge(judgements, piecesByHead(pieces));
  assert.deepEqual(found, [
    { query: ["sleeping outdoors"], product: ["for two people", "keeps rain off"] },
    { query: [], product: ["for two people", "keeps rain off"] },
  ]);
  assert.deepEqual(trueKnowledge(judgements, piecesByHead(pieces.toReversed())), found);
});

test("presence alone has as many pieces, all the same", () => {
  assert.deepEqual(presenceOnly(trueKnowledge(judgements, piecesByHead(pieces))), [
    { query: ["known"], product: ["known", "known"] },
    { query: [], product: ["known", "known"] },
  ]);
});
