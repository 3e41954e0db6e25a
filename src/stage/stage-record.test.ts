import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { z } from "zod";
import { defineStage } from "./stage.ts";
import { openStageRecords, type StageRecord, stageRecipe } from "./stage-record.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-records-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const stage = defineStage({
  name: "mine",
  version: 1,
  summary: "",
  config: z.unknown(),
  reads: {},
  writes: {},
  uses: { model: "m", encoder: "e" },
  run: async () => ({ funnel: [] }),
});

const recordOf = (recipe: string, finishedAt: string): StageRecord => ({
  stage: "mine",
  version: 1,
  recipe,
  config: {},
  uses: {},
  seed: 1,
  reads: {},
  writes: {},
  funnel: [],
  total: { rowsIn: 0, rowsOut: 0 },
  notices: [],
  spent: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
  finishedAt,
  seconds: 1,
});

test("a recipe says what decides the rows, in whatever order it is written", () => {
  const recipe = stageRecipe(stage, { a: 1, b: { c: 2, d: 3 } }, { x: "1", y: "2" }, 1);
  const turned = { ...stage, uses: { encoder: "e", model: "m" } };
  assert.equal(stageRecipe(turned, { b: { d: 3, c: 2 }, a: 1 }, { y: "2", x: "1" }, 1), recipe);
  assert.notEqual(stageRecipe(stage, { a: 1, b: { c: 3, d: 2 } }, { x: "1", y: "2" }, 1), recipe);
  assert.notEqual(stageRecipe(stage, { a: 1, b: { c: 2, d: 3 } }, { x: "2", y: "1" }, 1), recipe);
  const renamed = { ...stage, summary: "other words" };
  assert.equal(stageRecipe(renamed, { a: 1, b: { c: 2, d: 3 } }, { x: "1", y: "2" }, 1), recipe);
});

test("the last run is the one that finished last, not the one that was written last", async () => {
  const records = openStageRecords(folder);
  const [newer, older] = ["a".repeat(64), "b".repeat(64)];
  for (const recipe of [newer, older]) await records.begin("mine", recipe);
  assert.equal(await records.latest("mine"), undefined);
  await records.finish(recordOf(newer, "2026-02-01T00:00:00.000Z"));
  await records.finish(recordOf(older, "2026-01-01T00:00:00.000Z"));
  assert.equal((await records.latest("mine"))?.recipe, newer);
  assert.equal((await records.find("mine", older))?.recipe, older);
  assert.equal(await records.find("mine", "c".repeat(64)), undefined);
  assert.equal(await records.latest("generate"), undefined);
  assert.equal(await records.begun("mine", older), true);
  assert.equal(await records.begun("mine", "c".repeat(64)), false);
});

test("a record that was taken up again is the last, and keeps the time at which it finished", async () => {
  const records = openStageRecords(join(folder, "again"));
  const [newer, older] = ["a".repeat(64), "b".repeat(64)];
  for (const recipe of [newer, older]) await records.begin("mine", recipe);
  const early = recordOf(older, "2026-01-01T00:00:00.000Z");
  await records.finish(recordOf(newer, "2026-02-01T00:00:00.000Z"));
  await records.finish({ ...early, lastUsedAt: "2026-03-01T00:00:00.000Z" });
  const latest = await records.latest("mine");
  assert.deepEqual([latest?.recipe, latest?.finishedAt], [older, early.finishedAt]);
  assert.deepEqual(
    (await records.all("mine")).map(({ recipe }) => recipe),
    [older, newer],
  );
});

test("a forgotten run counts as begun, the others stay", async () => {
  const records = openStageRecords(join(folder, "forgotten"));
  const [one, other] = ["a".repeat(64), "b".repeat(64)];
  for (const recipe of [one, other]) {
    await records.begin("mine", recipe);
    await records.finish(recordOf(recipe, "2026-01-01T00:00:00.000Z"));
  }
  await records.forget(recordOf(one, ""));
  assert.equal(await records.find("mine", one), undefined);
  assert.equal(await records.begun("mine", one), true);
  assert.deepEqual(
    (await records.all("mine")).map(({ recipe }) => recipe),
    [other],
  );
  assert.deepEqual(await records.all("generate"), []);
});
