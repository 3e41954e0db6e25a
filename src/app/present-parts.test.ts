import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { nodes } from "../domain/tables/graph.ts";
import { openStageRecords, type StageRecord } from "../stage/stage-record.ts";
import { arePresent, recordsOfPresentParts } from "./present-parts.ts";

const place = await openStorePlace();

test("a finished run counts as finished only while all of its parts are there", async () => {
  const store = openNewStore(place);
  const row = { id: "node_1", wording: "camping", normalForm: "camp" };
  const dataset = await datasetOfRows(store, nodes, [row]);
  const records = recordsOfPresentParts(openStageRecords(place.newFolder()), store);
  const finished: StageRecord = {
    stage: "intents",
    version: 1,
    recipe: "recipe",
    config: {},
    uses: {},
    seed: 1,
    reads: {},
    writes: { nodes: dataset },
    funnel: [],
    total: { rowsIn: 0, rowsOut: 0 },
    notices: [],
    spent: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
    finishedAt: "2026-01-01T00:00:00.000Z",
    seconds: 1,
  };
  await records.finish(finished);
  assert.deepEqual(await records.find("intents", "recipe"), finished);
  assert.equal(await arePresent(store, [dataset]), true);

  for (const file of store.files(dataset)) rmSync(dirname(file), { recursive: true });
  assert.equal(await arePresent(store, [dataset]), false);
  assert.equal(await records.find("intents", "recipe"), undefined);
  assert.deepEqual(await records.latest("intents"), finished);
});
