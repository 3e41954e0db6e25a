import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { findLeaks } from "../../src/relevance/leaks/find-leaks.ts";
import type { LeakInput, LeakJudgement } from "../../src/relevance/leaks/leak.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";

const data = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const skip = existsSync(data) ? false : "the real data (../shared/data) is not here";

const linesOf = (name: string): readonly Record<string, string>[] =>
  gunzipSync(readFileSync(join(data, "esci", name)))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const labels = ["E", "S", "C", "I"];

/** ESCI's rows, queries dealt out by their last letter. */
function inputOf(): LeakInput {
  const judgements = linesOf("judgements.jsonl.gz").map(
    (row, place): LeakJudgement => ({
      id: `row ${place}`,
      query: row["query"] ?? "",
      product: row["product_id"] || (row["product_title"] ?? ""),
      title: row["product_title"] ?? "",
      label: labels.indexOf(row["esci_label"] ?? ""),
    }),
  );
  const isEvaluated = ({ query }: LeakJudgement): boolean => /[a-m]$/.test(normaliseQuery(query));
  return {
    dataSet: "esci",
    classNames: labels.map((label) => [label]),
    training: judgements.filter((one) => !isEvaluated(one)),
    evaluated: judgements.filter(isEvaluated),
    knowledge: [],
    tuned: [],
    others: [],
    groupsOf: (queries) => queries.map(normaliseQuery),
    seed: 1,
  };
}

test("ESCI's task 3 shares queries with its judgements: using it is a leak", { skip }, () => {
  const input = inputOf();
  assert.deepEqual(findLeaks(input), []);
  const queries = linesOf("substitute.jsonl.gz").map((row) => row["query"] ?? "");
  const sister = { name: "substitute", usedFor: "training", queries } as const;
  const [found, ...more] = findLeaks({ ...input, others: [sister] });
  assert.deepEqual([found?.name, more], ["sister-data-set", []]);
  const shared = Number(found?.message.split(" ")[0]);
  assert.ok(shared > 10 && shared <= 75, found?.message);
});
