import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateRelevanceCommand } from "./evaluate-relevance.ts";

/** What is wrong with options as they are typed: the option, then why. */
const faultsOf = (typed: Readonly<Record<string, unknown>>): readonly string[] =>
  (
    evaluateRelevanceCommand.options.safeParse({ arguments: [], data: ["judged.csv"], ...typed })
      .error?.issues ?? []
  ).map(({ path, message }) => `${path.join(".")} ${message}`);

test("caps are for what a model is asked, and refused where none is", () => {
  const caps = { maxCost: "5", maxCalls: "10" };
  assert.deepEqual(faultsOf({ ...caps, knowledge: "model" }), []);
  for (const knowledge of [undefined, "graph", "file.jsonl"]) {
    assert.deepEqual(faultsOf({ ...caps, knowledge }), [
      "maxCost caps what --knowledge model asks, and nothing else is asked: leave it out",
      "maxCalls caps what --knowledge model asks, and nothing else is asked: leave it out",
    ]);
  }
});

test("without a file the imported judgements are meant, and nothing says how a file is read", () => {
  const { options } = evaluateRelevanceCommand;
  assert.equal(options.parse({ arguments: [] }).data, undefined);
  assert.deepEqual(faultsOf({ data: undefined, format: "csv", map: ["label=l"] }), [
    "format says how a file is read, and none is given by --data: leave it out",
    "map says how a file is read, and none is given by --data: leave it out",
  ]);
  assert.deepEqual(faultsOf({ format: "csv", map: ["label=l"] }), []);
});

test("an endpoint is of two rows", () => {
  assert.deepEqual(faultsOf({ endpoint: "lexical,query-only" }), []);
  assert.match(faultsOf({ endpoint: "lexical,lexical" })[0] ?? "", /^endpoint must be two rows/);
});

test("rows are names, parted by commas", () => {
  const { options } = evaluateRelevanceCommand;
  const typed = { arguments: [], data: ["judged.csv"], rows: "lexical,blend/fixed" };
  assert.deepEqual(options.parse(typed).rows, ["lexical", "blend/fixed"]);
  assert.deepEqual(options.parse({ ...typed, rows: "words, served" }).rows, ["words", "served"]);
  for (const rows of ["", "lexical,", "lexical, ,served"]) {
    assert.match(faultsOf({ rows })[0] ?? "", /^rows must be names of rows/);
  }
});
