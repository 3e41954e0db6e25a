import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import type { PartManifest } from "../artifact/dataset.ts";
import { datasetOfRows, openStorePlace, partFolders } from "../artifact/store-for-tests.ts";
import { integer, text } from "../domain/column.ts";
import { silentProgress } from "../domain/progress.ts";
import { defineTable, type RowOf } from "../domain/table.ts";
import { sqlParquet } from "../sql/sql.ts";
import { runStage, type StageTools } from "./run-stage.ts";
import { type AnyStage, type Datasets, defineStage } from "./stage.ts";
import { runToEnd, toolsIn } from "./stage-for-tests.ts";
import type { StageRecord } from "./stage-record.ts";

const words = defineTable("words", "Words.", ["word"], { word: text("The word.") });
const short = defineTable("short", "Short words, in parts by length.", ["word"], words.columns);
const long = defineTable("long", "Long words.", ["word"], words.columns);
const counts = defineTable("counts", "Words by length.", ["length"], {
  length: integer("Letters."),
  words: integer("Words with so many letters."),
});
const tables = { words, short, long, counts };

const someWords: readonly RowOf<typeof words>[] = Array.from({ length: 40 }, (_, index) => ({
  word: "x".repeat(1 + (index % 5)) + index.toString(36),
}));

/** Where a run is watched and, by throwing, interrupted. */
interface Watch {
  building(part: string): void;
  row(): void;
}

/** Writes six parts in three datasets: row by row, with JSON lines, and from a query. */
const sortStage = (watch: Watch): AnyStage =>
  defineStage({
    name: "sort",
    version: 1,
    summary: "sorts words by length",
    config: z.strictObject({}),
    reads: { words },
    writes: { short, long, counts },
    jsonLines: ["long"],
    uses: {},
    async run({ reads, writes, sql }) {
      for (const length of [2, 3, 4, 5, 6]) {
        const kind = length < 5 ? "short" : "long";
        await writes[kind].part(String(length), [reads.words.content, length], async (draft) => {
          watch.building(`${kind} ${length}`);
          for await (const { word } of reads.words.rows()) {
            watch.row();
            if (word.length === length) draft.write({ word });
            else draft.dropped("otherLength", word);
          }
        });
      }
      await writes.counts.part("all", reads.words.content, async (draft) => {
        watch.building("counts all");
        await sql.use((connection) =>
          draft.writeSelect(
            connection,
            `SELECT length(word) AS length, count(*) AS words
             FROM ${sqlParquet([...writes.short.reader().files, ...writes.long.reader().files])}
             GROUP BY ALL`,
          ),
        );
      });
      return { funnel: [] };
    },
  });

const place = await openStorePlace();
const importWords = async ({ store }: StageTools): Promise<Datasets> => ({
  words: await datasetOfRows(store, words, someWords),
});

/** What must be equal, however often a run was interrupted. */
const yieldOf = ({ recipe, writes }: StageRecord) => [
  recipe,
  Object.entries(writes).map(([name, { content, parts }]) => [
    name,
    content,
    parts.map((part) => [part.name, part.content, part.dropped, part.samples]),
  ]),
];

const interruption = fc.record({
  at: fc.constantFrom("step", "row", "abort"),
  /** The process ends at the n-th step of the store, or row; the signal is aborted at the n-th row. */
  number: fc.integer({ min: 1, max: 6 * someWords.length }),
  /** Whether the next process clears away what was left, as the holder of the lock does. */
  cleared: fc.boolean(),
});
type Interruption = typeof interruption extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs the stage in a process of its own, so to say, that is interrupted on the way. */
async function interrupted(folder: string, { at, number, cleared }: Interruption) {
  const published = new Set(publishedParts(folder));
  const controller = new AbortController();
  let steps = 0;
  let rows = 0;
  const tools = toolsIn(place, folder, {
    beforeStep: () => {
      // Four steps to a part: any of them is met before the rows are.
      if (++steps === 1 + (number % 24) && at === "step") throw new Error("killed");
    },
  });
  if (cleared) await tools.store.clearUnfinished();
  const stage = sortStage({
    building: (part) => assert.ok(!published.has(part), `${part} was built twice`),
    row: () => {
      if (++rows !== number) return;
      if (at === "row") throw new Error("killed");
      if (at === "abort") controller.abort(new Error("killed"));
    },
  });
  const { signal } = controller;
  const datasets = await importWords(toolsIn(place, folder));
  const run = runStage(stage, {}, datasets, tools, signal, silentProgress);
  const record = await run.catch((error: Error) => {
    if (error.message !== "killed") throw error;
  });
  assert.deepEqual(await tools.records.latest("sort"), record ?? undefined);
  for (const part of manifests(folder)) {
    const problem = await tools.store.check(tables[part.table as keyof typeof tables], part);
    assert.equal(problem, undefined, "a part is visible that is not whole");
  }
  return record;
}

const manifests = (folder: string): readonly PartManifest[] =>
  partFolders(folder).map((path) => {
    const part: PartManifest = JSON.parse(readFileSync(join(path, "manifest.json"), "utf8"));
    assert.ok(part.recipe.startsWith(basename(path)));
    return part;
  });

const publishedParts = (folder: string): readonly string[] =>
  manifests(folder).map(({ table, name }) => `${table} ${name}`);

const undisturbed = await (async () => {
  const tools = toolsIn(place);
  const stage = sortStage({ building: () => {}, row: () => {} });
  return yieldOf(await runToEnd(stage, {}, await importWords(tools), tools));
})();

test("wherever and however often a run is interrupted, the end is the same and no part is built twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(interruption, { maxLength: 5 }), async (interruptions) => {
      const folder = place.newFolder();
      for (const one of interruptions) {
        const record = await interrupted(folder, one);
        if (record !== undefined) assert.deepEqual(yieldOf(record), undisturbed);
      }
      const published = new Set(publishedParts(folder));
      const tools = toolsIn(place, folder);
      const stage = sortStage({
        building: (part) => assert.ok(!published.has(part), `${part} was built twice`),
        row: () => {},
      });
      const record = await runToEnd(stage, {}, await importWords(tools), tools);
      assert.deepEqual(yieldOf(record), undisturbed);
      assert.equal(publishedParts(folder).length, 7, "six parts and what was read");
      await tools.store.clearUnfinished();
      assert.ok(!existsSync(join(folder, "temporary")));
    }),
    { numRuns: 20 },
  );
});
