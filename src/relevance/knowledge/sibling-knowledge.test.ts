import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesByHead, trueKnowledge } from "./knowledge.ts";
import { pieceOf } from "./knowledge-for-tests.ts";
import { lengthOf, wordTokens } from "./same-length.ts";
import { type SiblingOptions, siblingKnowledge } from "./sibling-knowledge.ts";

/** 60 queries of three products each; products are of three types, two of ten are colours of one. */
const queries = Array.from({ length: 60 }, (_, place) => `query ${place}`);
const judgements = queries.flatMap((query, place) =>
  [0, 1, 2].map((step) => ({
    id: `${query} ${step}`,
    query,
    product: `product ${(7 * place + 31 * step) % 120}`,
  })),
);
const numberOf = (name: string): number => Number(name.split(" ")[1]);
const words = (count: number, of: string) => Array.from({ length: count }, () => of).join(" ");
const pieces = [
  ...queries
    .filter((query) => numberOf(query) % 5 !== 0)
    .map((query) => pieceOf("query", query, words(1 + (numberOf(query) % 4), query))),
  ...Array.from({ length: 120 }, (_, place) => `product ${place}`).flatMap((product) => [
    pieceOf("product", product, words(2 + (numberOf(product) % 6), product)),
    pieceOf("product", product, words(1 + (numberOf(product) % 3), `more ${product}`)),
  ]),
];
const options: SiblingOptions = {
  seed: 4,
  piecesOf: piecesByHead(pieces),
  tokensOf: wordTokens,
  queryGroupOf: (query) => `group ${Math.floor(numberOf(query) / 2)}`,
  productGroupOf: (product) => `group ${Math.floor(numberOf(product) / 2)}`,
  typeOf: (product) => `type ${Math.floor(numberOf(product) / 2) % 3}`,
  neighboursOf: (query) =>
    queries.toSorted(
      (a, b) => Math.abs(numberOf(a) - numberOf(query)) - Math.abs(numberOf(b) - numberOf(query)),
    ),
};
const found = siblingKnowledge(judgements, options);

test("it has as many pieces of the same length as the true knowledge", () => {
  const wanted = trueKnowledge(judgements, options.piecesOf);
  for (const kind of ["query", "product"] as const) {
    assert.deepEqual(
      found.knowledge.map((one) => one[kind].map((text) => lengthOf([text], wordTokens))),
      wanted.map((one) => one[kind].map((text) => lengthOf([text], wordTokens))),
    );
  }
  assert.equal(found.lacking, 0);
});

test("it is of another product of the same type, and never of one judged for the query's group", () => {
  for (const [place, { query, product }] of judgements.entries()) {
    const source = found.sources[place]?.product ?? "";
    assert.equal(options.typeOf(source), options.typeOf(product));
    const judged = judgements.filter(
      (one) => options.queryGroupOf(one.query) === options.queryGroupOf(query),
    );
    const groups = judged.map((one) => options.productGroupOf(one.product));
    assert.equal(groups.includes(options.productGroupOf(source)), false);
    assert.ok(found.knowledge[place]?.product[0]?.includes(source.split(" ")[1] ?? "?"));
  }
  assert.equal(found.ofOtherType, 0);
});

test("it is of a query near by, of another group; where there is no knowledge it stays so", () => {
  for (const [place, { query }] of judgements.entries()) {
    const source = found.sources[place]?.query;
    if (numberOf(query) % 5 === 0) {
      assert.equal(source, null);
      continue;
    }
    assert.notEqual(options.queryGroupOf(source ?? ""), options.queryGroupOf(query));
    assert.ok(Math.abs(numberOf(source ?? "") - numberOf(query)) <= 13);
  }
});

test("each judgement has its own whatever the order, and another for another seed", () => {
  const turned = siblingKnowledge(judgements.toReversed(), options);
  assert.deepEqual(turned.sources.toReversed(), found.sources);
  assert.notDeepEqual(siblingKnowledge(judgements, { ...options, seed: 5 }).sources, found.sources);
});

test("for want of a sibling it is of another type, or of no neighbour, and counted", () => {
  const alone = siblingKnowledge(judgements, {
    ...options,
    typeOf: (product) => product,
    neighboursOf: () => [],
  });
  assert.equal(alone.ofOtherType, judgements.length);
  assert.equal(
    alone.ofNoNeighbour,
    judgements.filter((one) => numberOf(one.query) % 5 !== 0).length,
  );
  const lonely = siblingKnowledge(judgements.slice(0, 1), options);
  assert.deepEqual([lonely.lacking, lonely.knowledge[0]?.product], [1, []]);
});
