import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readJudgementFile } from "../../src/app/relevance/judgement-file.ts";
import type { Judgement } from "../../src/domain/tables/judgements.ts";
import { cutsOfThree, gradingByCuts, gradingOf } from "../../src/relevance/grading.ts";
import { productGroups, queryGroups } from "../../src/relevance/split/groups.ts";
import { dealGroups, folds } from "../../src/relevance/split/split.ts";
import { straddling } from "../../src/relevance/split/straddling.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";

const data = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const skip = existsSync(data) ? false : "the real data (../shared/data) is not here";
const { signal } = new AbortController();

async function judgementsOf(...path: readonly string[]): Promise<readonly Judgement[]> {
  const environment = { variables: {}, home: data, currentFolder: data, now: () => 0 };
  const request = { environment, paths: [join(...path)], format: null, map: [], signal };
  return (await readJudgementFile(request)).judgements;
}

/** Distinct queries, their groups, and the queries of the largest of them. */
function groupsOf(judgements: readonly Judgement[]) {
  const queriesOf = new Map<string, Set<string>>();
  const groups = queryGroups(judgements);
  for (const [place, group] of groups.entries()) {
    const queries = queriesOf.get(group) ?? new Set();
    queriesOf.set(group, queries.add(normaliseQuery(judgements[place]?.query ?? "")));
  }
  const sizes = [...queriesOf.values()].map(({ size }) => size);
  return {
    groups,
    queries: sizes.reduce((sum, size) => sum + size, 0),
    count: sizes.length,
    largest: Math.max(...sizes),
  };
}

function classCounts(judgements: readonly Judgement[], grading = gradingOf(judgements)) {
  const counts = grading.classes.map(() => 0);
  for (const judgement of judgements) {
    const place = grading.classOf(judgement) ?? -1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return Object.fromEntries(grading.classes.map((name, place) => [name, counts[place]]));
}

for (const [name, path, expected] of [
  ["ESCI", ["esci", "judgements.jsonl.gz"], { queries: 1404, count: 1402, largest: 2 }],
  ["CrowdFlower", ["crowdflower", "judgements.csv.gz"], { queries: 185, count: 185, largest: 1 }],
  ["Home Depot", ["homedepot", "judgements.csv.gz"], { queries: 8268, count: 8176, largest: 3 }],
] as const) {
  test(`${name}: near-duplicates are few, no group is a giant, and folds do not straddle`, {
    skip,
  }, async (context) => {
    const judgements = await judgementsOf(...path);
    const { groups, ...counts } = groupsOf(judgements);
    const products = productGroups(judgements);
    const productSizes = Map.groupBy(products, (group) => group);
    const largestProduct = Math.max(...[...productSizes.values()].map(({ length }) => length));
    context.diagnostic(
      `${name}: ${judgements.length} judgements of ${counts.queries} queries in ${counts.count} groups, the largest of ${counts.largest}; ${productSizes.size} products, the most judged one ${largestProduct} times`,
    );
    assert.deepEqual(counts, expected);
    assert.ok(largestProduct < 20);
    for (const one of [groups, products]) {
      assert.equal(straddling(one, dealGroups(one, folds(5), 7)), null);
    }
  });
}

test("the classes of the three sets", { skip }, async () => {
  assert.deepEqual(classCounts(await judgementsOf("esci", "judgements.jsonl.gz")), {
    ...{ I: 154, C: 30, S: 333, E: 955 },
  });
  assert.deepEqual(classCounts(await judgementsOf("crowdflower", "judgements.csv.gz")), {
    ...{ 1: 524, 2: 1044, 3: 1197, 4: 4277 },
  });
  const means = await judgementsOf("homedepot", "judgements.csv.gz");
  assert.throws(() => gradingOf(means), { code: "GRADING_UNKNOWN" });
  assert.deepEqual(classCounts(means, gradingByCuts(cutsOfThree)), {
    ...{ "< 2": 8331, "< 2.6": 19_497, ">= 2.6": 24_322 },
  });
});
