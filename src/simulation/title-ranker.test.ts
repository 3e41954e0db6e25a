import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { titleRanker } from "./title-ranker.ts";

const titles = ["Red tent", "Winter tent", "Tent pegs", "Kettle"];
const rank = titleRanker(titles, [3, 2, 1, 0]);

test("rare words count more than common ones, and a plural finds the singular", () => {
  assert.deepEqual(rank("winter tents", 1), [1]);
  assert.equal(rank("peg for tents", 4)[0], 2);
});

test("equal titles stand in order of popularity, and popular ones fill the list up", () => {
  assert.deepEqual(rank("tent", 4), [2, 1, 0, 3]);
  assert.deepEqual(rank("tnet", 2), [3, 2]);
});

test("the list is as long as asked for, or as the shop is large, with nothing twice", () => {
  assert.deepEqual(rank("red red tent", 2), [0, 2]);
  assert.deepEqual(rank("kettle", 9), [3, 2, 1, 0]);
});

/** The same search, one title after the other. */
function naiveRank(
  all: readonly string[],
  popularFirst: readonly number[],
  query: string,
): readonly number[] {
  const wordsOf = (text: string): readonly string[] =>
    [...new Set(text.toLowerCase().split(" "))].map((word) => word.replace(/(?<=..)s$/, ""));
  const asked = [...new Set(wordsOf(query))];
  const score = (index: number): number =>
    asked
      .filter((word) => wordsOf(all[index] ?? "").includes(word))
      .map((word) => all.filter((title) => wordsOf(title).includes(word)).length)
      .reduce((sum, titlesWith) => sum + Math.log(1 + all.length / titlesWith), 0);
  return popularFirst.toSorted((a, b) => score(b) - score(a));
}

test("it ranks as one that looks at every title, query after query", () => {
  const text = fc
    .array(fc.constantFrom("Tent", "tents", "red", "Gas", "bus", "kettle", "as"), {
      minLength: 1,
      maxLength: 4,
    })
    .map((words) => words.join(" "));
  const shops = fc.array(text, { minLength: 1, maxLength: 12 }).chain((all) =>
    fc.record({
      all: fc.constant(all),
      popularFirst: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      queries: fc.array(text, { minLength: 1, maxLength: 3 }),
      count: fc.integer({ min: 1, max: 14 }),
    }),
  );
  fc.assert(
    fc.property(shops, ({ all, popularFirst, queries, count }) => {
      const ranker = titleRanker(all, popularFirst);
      for (const query of queries) {
        const expected = naiveRank(all, popularFirst, query).slice(0, count);
        assert.deepEqual(ranker(query, count), expected);
      }
    }),
  );
});
