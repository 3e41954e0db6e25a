import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { integer } from "../domain/column.ts";
import { silentProgress } from "../domain/progress.ts";
import { defineTable } from "../domain/table.ts";
import type { StageTools } from "./run-stage.ts";
import { runStages, statusOfStages } from "./run-stages.ts";
import { type AnyStage, type Datasets, defineStage } from "./stage.ts";
import { neverAborted, toolsIn } from "./stage-for-tests.ts";

const numbers = defineTable("numbers", "Numbers.", ["id"], { id: integer("The number.") });
const columns = { id: integer("The number."), value: integer("What became of it.") };
const tens = defineTable("tens", "How many tens a number has.", ["id"], columns);
const squares = defineTable("squares", "Squares of the tens.", ["id"], columns);

const place = await openStorePlace();

/** Everything that may make a stage stale. */
interface House {
  readonly numbers: readonly number[];
  readonly version: number;
  readonly uses: string;
  readonly add: number;
  readonly seed: number;
  readonly fails: boolean;
}

const plain: House = {
  numbers: [12, 34],
  version: 1,
  uses: "abacus",
  add: 0,
  seed: 1,
  fails: false,
};

/** Two stages in a row: `tens` of the numbers, and their `squares`. */
function stagesOf({ version, uses, fails }: House): readonly AnyStage[] {
  const funnel = [{ group: "all", rowsIn: 0, dropped: {}, rowsOut: 0 }];
  return [
    defineStage({
      name: "tens",
      version,
      summary: "counts tens",
      config: z.strictObject({ add: z.int().default(0) }),
      reads: { numbers },
      writes: { tens },
      uses: { uses },
      async run({ config, reads, writes }) {
        await writes.tens.part("all", reads.numbers.content, async (draft) => {
          let index = 0;
          for await (const { id } of reads.numbers.rows()) {
            draft.write({ id: index++, value: Math.trunc(id / 10) + config.add });
          }
          if (fails) throw new Error("tens failed");
        });
        return { funnel };
      },
    }),
    defineStage({
      name: "squares",
      version: 1,
      summary: "squares them",
      config: z.strictObject({}),
      reads: { tens },
      writes: { squares },
      uses: {},
      async run({ reads, writes }) {
        await writes.squares.part("all", reads.tens.content, async (draft) => {
          for await (const { id, value } of reads.tens.rows()) {
            draft.write({ id, value: value * value });
          }
        });
        return { funnel };
      },
    }),
  ];
}

const configOf =
  ({ add }: House) =>
  (stage: string) =>
    stage === "tens" ? { add } : {};

const importsOf = async (house: House, { store }: StageTools): Promise<Datasets> => ({
  numbers: await datasetOfRows(
    store,
    numbers,
    house.numbers.map((id) => ({ id })),
  ),
});

/** Names of the stages that had something to do. */
async function run(house: House, tools: StageTools): Promise<readonly string[]> {
  const runs = await runStages(
    stagesOf(house),
    configOf(house),
    await importsOf(house, tools),
    { ...tools, seed: house.seed },
    neverAborted,
    silentProgress,
  );
  return runs.filter(({ reused }) => !reused).map(({ record }) => record.stage);
}

async function states(house: House, tools: StageTools): Promise<readonly string[]> {
  const { statuses } = await statusOfStages(
    stagesOf(house),
    configOf(house),
    await importsOf(house, tools),
    tools.records,
    house.seed,
  );
  return statuses.map(({ state }) => state);
}

test("stages were never run, then they are done, and a second run has nothing to do", async () => {
  const tools = toolsIn(place);
  assert.deepEqual(await states(plain, tools), ["never", "never"]);
  assert.deepEqual(await run(plain, tools), ["tens", "squares"]);
  assert.deepEqual(await states(plain, tools), ["done", "done"]);
  assert.deepEqual(await run(plain, tools), []);
});

for (const [what, change, hasToDo] of [
  ["a setting", { add: 1 }, ["tens", "squares"]],
  ["what is read", { numbers: [12, 99] }, ["tens", "squares"]],
  ["the stage's version", { version: 2 }, ["tens"]],
  ["what it computes with", { uses: "slide rule" }, ["tens"]],
  // The seed goes into every stage's recipe.
  ["the seed", { seed: 2 }, ["tens", "squares"]],
] as const) {
  test(`${what} makes a stage stale; what follows is run again only where its rows came out otherwise`, async () => {
    const tools = toolsIn(place);
    await run(plain, tools);
    const changed = { ...plain, ...change };
    assert.deepEqual(await states(changed, tools), ["stale", "stale"]);
    assert.deepEqual(await run(changed, tools), hasToDo);
    assert.deepEqual(await states(changed, tools), ["done", "done"]);
    assert.deepEqual(await run(plain, tools), [], "what was done before is still there");
  });
}

test("another input that yields the same rows leaves what follows fresh", async () => {
  const tools = toolsIn(place);
  await run(plain, tools);
  assert.deepEqual(await run({ ...plain, numbers: [10, 39] }, tools), ["tens"]);
});

test("a stage that began and did not end is partial, under other settings it is not", async () => {
  const tools = toolsIn(place);
  const failing = { ...plain, fails: true };
  await assert.rejects(run(failing, tools), /tens failed/);
  assert.deepEqual(await states(plain, tools), ["partial", "never"]);
  assert.deepEqual(await states({ ...plain, add: 1 }, tools), ["never", "never"]);
  assert.deepEqual(await run(plain, tools), ["tens", "squares"]);
  assert.deepEqual(await states(plain, tools), ["done", "done"]);
});

test("where today's run failed, the record of the last good one is shown", async () => {
  const tools = toolsIn(place);
  await run(plain, tools);
  const failing = { ...plain, add: 1, fails: true };
  await assert.rejects(run(failing, tools), /tens failed/);
  const { statuses, datasets } = await statusOfStages(
    stagesOf(failing),
    configOf(failing),
    await importsOf(failing, tools),
    tools.records,
    1,
  );
  assert.deepEqual(
    statuses.map(({ state, record }) => [state, record?.config]),
    [
      ["partial", { add: 0 }],
      ["stale", {}],
    ],
  );
  assert.deepEqual(Object.keys(datasets), ["numbers"], "stale datasets are not taken for fresh");
});

test("a stage that writes one more dataset by now is run again, and takes its other parts as they are", async () => {
  const tools = toolsIn(place);
  await run(plain, tools);
  const [first] = stagesOf(plain);
  assert.ok(first);
  let filled = 0;
  const more: AnyStage = {
    ...first,
    writes: { tens, counts: squares },
    async run({ writes, ...context }) {
      const report = await first.run({ ...context, writes });
      await writes.counts?.part("all", null, async () => {
        filled += 1;
      });
      return report;
    },
  };
  const given = await importsOf(plain, tools);
  const stateOf = async () =>
    (await statusOfStages([more], configOf(plain), given, tools.records, 1)).statuses[0]?.state;
  assert.equal(await stateOf(), "partial");
  const before = await tools.records.latest("tens");
  const [again] = await runStages(
    [more],
    configOf(plain),
    given,
    { ...tools, seed: 1 },
    neverAborted,
    silentProgress,
  );
  assert.deepEqual([again?.reused, filled], [false, 1]);
  assert.deepEqual(again?.record.writes["tens"], before?.writes["tens"]);
  assert.equal(await stateOf(), "done");
});

test("an abort before a stage stops there", async () => {
  const tools = toolsIn(place);
  const controller = new AbortController();
  const [first, second] = stagesOf(plain);
  assert.ok(first && second);
  const aborting: AnyStage = {
    ...first,
    async run(context) {
      const report = await first.run(context);
      queueMicrotask(() => controller.abort(new Error("Ctrl-C")));
      return report;
    },
  };
  const stages = runStages(
    [aborting, second],
    configOf(plain),
    await importsOf(plain, tools),
    tools,
    controller.signal,
    silentProgress,
  );
  await assert.rejects(stages, /Ctrl-C/);
  assert.equal(await tools.records.latest("squares"), undefined);
});
