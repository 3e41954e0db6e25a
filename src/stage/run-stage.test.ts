import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { integer } from "../domain/column.ts";
import { silentProgress } from "../domain/progress.ts";
import { defineTable } from "../domain/table.ts";
import { runStage, type StageTools } from "./run-stage.ts";
import { defineStage, type StageReport } from "./stage.ts";
import { rowsOf, runToEnd, toolsIn, written } from "./stage-for-tests.ts";

const numbers = defineTable("numbers", "Numbers.", ["id"], { id: integer("The number.") });
const evens = defineTable("evens", "Even numbers.", ["id"], { id: integer("The number.") });
const odds = defineTable("odds", "Odd numbers.", ["id"], { id: integer("The number.") });

const place = await openStorePlace();

interface Faults {
  /** Called while the odd numbers are written, when the even ones are done. */
  readonly atOdds?: () => void;
  /** Called when both are done. */
  readonly atEnd?: () => void;
  /** Told the name of each part that is built. */
  readonly built?: (name: string) => void;
}

/** Parts even and odd numbers below a limit. */
const sieve = ({ atOdds = () => {}, atEnd = () => {}, built = () => {} }: Faults = {}) =>
  defineStage({
    name: "sieve",
    version: 1,
    summary: "parts even and odd numbers",
    config: z.strictObject({ below: z.int().default(100) }),
    reads: { numbers },
    writes: { evens, odds },
    uses: { arithmetic: "integers" },
    async run({ config, reads, writes }): Promise<StageReport> {
      for (const name of ["evens", "odds"] as const) {
        await writes[name].part("all", reads.numbers.content, async (draft) => {
          built(name);
          if (name === "odds") atOdds();
          for await (const { id } of reads.numbers.rows()) {
            if (id >= config.below) draft.dropped("tooLarge", String(id));
            else if ((id % 2 === 0) === (name === "evens")) draft.write({ id });
          }
        });
      }
      assert.equal(writes.evens.reader().files.length, 1);
      atEnd();
      const rowsOut = writes.evens.reader().rowCount + writes.odds.reader().rowCount;
      const row = { group: "all", rowsIn: reads.numbers.rowCount, rowsOut };
      return {
        funnel: [{ ...row, dropped: { tooLarge: row.rowsIn - rowsOut } }],
        notices: ["zero is even"],
      };
    },
  });

const someNumbers = async ({ store }: StageTools) => ({
  numbers: await datasetOfRows(store, numbers, [{ id: 1 }, { id: 2 }, { id: 4 }, { id: 200 }]),
});

test("a run writes its datasets and a record of what went in, came out and was said", async () => {
  const tools = toolsIn(place);
  const datasets = await someNumbers(tools);
  const record = await runToEnd(sieve(), {}, datasets, tools);
  assert.deepEqual(await rowsOf(tools, evens, record), [{ id: 2 }, { id: 4 }]);
  assert.deepEqual(await rowsOf(tools, odds, record), [{ id: 1 }]);
  const { recipe, writes, finishedAt, seconds, ...rest } = record;
  assert.deepEqual(rest, {
    stage: "sieve",
    version: 1,
    config: { below: 100 },
    uses: { arithmetic: "integers" },
    seed: 1,
    reads: { numbers: datasets.numbers.content },
    funnel: [{ group: "all", rowsIn: 4, dropped: { tooLarge: 1 }, rowsOut: 3 }],
    total: { rowsIn: 4, rowsOut: 3 },
    notices: ["zero is even"],
    spent: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
  });
  assert.equal(written(record, "evens").parts[0]?.dropped["all"]?.["tooLarge"], 1);
  assert.match(finishedAt, /^2026-/);
  assert.ok(seconds > 0);
  assert.deepEqual(await tools.records.find("sieve", recipe), record);
  assert.deepEqual(Object.keys(writes), ["evens", "odds"]);
});

test("where the lines of a funnel count different things, the stage says what came in and out", async () => {
  const tools = toolsIn(place);
  const stage = sieve();
  const own = {
    ...stage,
    run: async (context: Parameters<typeof stage.run>[0]) => ({
      ...(await stage.run(context)),
      total: { rowsIn: 40, rowsOut: 30 },
    }),
  };
  const { total } = await runToEnd(own, {}, await someNumbers(tools), tools);
  assert.deepEqual(total, { rowsIn: 40, rowsOut: 30 });
});

test("a failed run leaves no record and only whole parts, which the next run takes as they are", async () => {
  const tools = toolsIn(place);
  const datasets = await someNumbers(tools);
  const failing = sieve({
    atOdds: () => {
      throw new Error("the model is gone");
    },
  });
  await assert.rejects(runToEnd(failing, {}, datasets, tools), /the model is gone/);
  assert.equal(await tools.records.latest("sieve"), undefined);
  const built: string[] = [];
  const record = await runToEnd(sieve({ built: (name) => built.push(name) }), {}, datasets, tools);
  assert.deepEqual(built, ["odds"]);
  assert.deepEqual(await rowsOf(tools, evens, record), [{ id: 2 }, { id: 4 }]);
});

test("an abort between the last part and the record leaves no record", async () => {
  const tools = toolsIn(place);
  const controller = new AbortController();
  const stage = sieve({ atEnd: () => controller.abort(new Error("Ctrl-C")) });
  const datasets = await someNumbers(tools);
  const run = runStage(stage, {}, datasets, tools, controller.signal, silentProgress);
  await assert.rejects(run, /Ctrl-C/);
  assert.equal(await tools.records.latest("sieve"), undefined);
});

test("no part is begun after an abort", async () => {
  const tools = toolsIn(place);
  const controller = new AbortController();
  const built: string[] = [];
  const stage = sieve({
    built: (name) => {
      built.push(name);
      controller.abort(new Error("Ctrl-C"));
    },
  });
  const datasets = await someNumbers(tools);
  const run = runStage(stage, {}, datasets, tools, controller.signal, silentProgress);
  await assert.rejects(run, /Ctrl-C/);
  assert.deepEqual(built, ["evens"]);
});

test("other settings, another seed and another stage version share no part", async () => {
  const tools = toolsIn(place);
  const datasets = await someNumbers(tools);
  const built: string[] = [];
  const stage = sieve({ built: (name) => built.push(name) });
  const runs = [
    await runToEnd(stage, {}, datasets, tools),
    await runToEnd(stage, { below: 3 }, datasets, tools),
    await runToEnd(stage, {}, datasets, { ...tools, seed: 2 }),
    await runToEnd({ ...stage, version: 2 }, {}, datasets, tools),
    await runToEnd({ ...stage, uses: { arithmetic: "other" } }, {}, datasets, tools),
  ];
  assert.equal(built.length, 2 * runs.length);
  assert.equal(new Set(runs.map(({ recipe }) => recipe)).size, runs.length);
});

test("the examples of what was dropped are drawn by the run's seed", async () => {
  const tools = toolsIn(place);
  const large = Array.from({ length: 60 }, (_, index) => ({ id: 100 + index }));
  const datasets = { numbers: await datasetOfRows(tools.store, numbers, large) };
  const examples = async (seed: number) => {
    const record = await runToEnd(sieve(), {}, datasets, { ...tools, seed });
    return written(record, "evens").parts.map(({ samples }) => samples["tooLarge"]);
  };
  assert.notDeepEqual(await examples(1), await examples(2));
});

test("a stage can't be run before what it reads, nor with settings that it does not know", async () => {
  const tools = toolsIn(place);
  await assert.rejects(runToEnd(sieve(), {}, {}, tools), /sieve was run before what it reads/);
  const datasets = await someNumbers(tools);
  await assert.rejects(runToEnd(sieve(), { bellow: 3 }, datasets, tools), /bellow/);
});
