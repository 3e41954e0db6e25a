import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../statistics/random.ts";
import { pieceOf } from "../knowledge/knowledge-for-tests.ts";
import type { LeakInput, LeakJudgement } from "./leak.ts";
import { presenceLeaks } from "./presence-leaks.ts";

/** Queries with twenty judgements each, all of one label: what is chance of a query looks like much of judgements. */
const inputOf = (
  seed: number,
  hasKnowledge: (query: number, label: number) => boolean,
  judgementsOf: (label: number) => number = () => 20,
): LeakInput => {
  const random = seededRandom(9, seed);
  const queries = Array.from({ length: 24 }, (_, query) => ({
    query: `query ${query}`,
    label: random.integer(2),
    place: query,
  }));
  const evaluated = queries.flatMap(({ query, label }) =>
    Array.from({ length: judgementsOf(label) }, (_, place): LeakJudgement => {
      const id = `${query} ${place}`;
      return { id, query, product: id, title: id, label };
    }),
  );
  return {
    dataSet: "own",
    classNames: [["no"], ["yes"]],
    training: [],
    evaluated,
    knowledge: queries
      .filter(({ place, label }) => hasKnowledge(place, label))
      .map(({ query }) => pieceOf("query", query, "some")),
    tuned: [],
    others: [],
    groupsOf: (some) => some,
    seed,
  };
};

test("knowledge that some queries have by chance is no leak, however many judgements they have", () => {
  for (let seed = 0; seed < 25; seed++) {
    assert.deepEqual(presenceLeaks(inputOf(seed, (query) => query % 2 === 0)), []);
  }
});

test("knowledge of the queries of one label is one", () => {
  const [found] = presenceLeaks(inputOf(1, (_query, label) => label === 1));
  assert.equal(found?.name, "knowledge-by-label");
  assert.match(found?.examples[0] ?? "", /of 24 evaluated queries .* is 1\.00, by chance 0\.\d\d/);
});

test("knowledge of all, or of none, tells nothing", () => {
  assert.deepEqual(presenceLeaks(inputOf(1, () => true)), []);
  assert.deepEqual(presenceLeaks(inputOf(1, () => false)), []);
});

test("knowledge of queries with many judgements is none, though these have other labels", () => {
  const many = inputOf(
    1,
    (_query, label) => label === 1,
    (label) => (label === 1 ? 30 : 5),
  );
  assert.deepEqual(presenceLeaks(many), []);
});
