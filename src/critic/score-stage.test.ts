import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { claims } from "../domain/tables/claims.ts";
import { labels } from "../domain/tables/labels.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { type Score, scores } from "../domain/tables/scores.ts";
import { sqlText } from "../sql/sql.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import { productRow, queryRow, searchBuy, shopDatasets, typeRow } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import type { Critic, CriticInput } from "./critic.ts";

import { type CriticSource, scoreStage } from "./score-stage.ts";

const place = await openStorePlace();

const camping = queryRow("camping");
const products = ["tent", "lamp"].map((sku) => productRow(sku, `Sturdy ${sku}`, sku));
const pairs = products.map((product) => searchBuy(camping, product));
const [ofTent = "", ofLamp = ""] = pairs.map(({ id }) => id);

const sleeping = claimRow(ofTent, "usedFor", "sleeping outdoors");
const reading = claimRow(ofLamp, "usedFor", "reading");
const shelter = claimRow(ofTent, "isA", "shelter");
const dropped = droppedClaimRow(ofTent, "isA", "tent");
const tents = typeRow("tent", ["Sturdy tent"]);
const allClaims = [sleeping, reading, shelter, dropped];

async function run(source: CriticSource, rows = allClaims, folder = place.newFolder()) {
  const tools = toolsIn(place, folder);
  const datasets = {
    ...(await shopDatasets(tools.store, { pairs, products, queries: [camping] })),
    claims: await datasetOfRows(tools.store, claims, rows),
    productTypes: await datasetOfRows(tools.store, productTypes, [tents]),
    labels: await datasetOfRows(tools.store, labels, [labelRow({ id: "label_one" })]),
  };
  const record = await runToEnd(scoreStage(source), {}, datasets, tools);
  return { record, rows: await rowsOf(tools, scores, record) };
}

const byClaim = (rows: readonly Score[]): readonly Score[] =>
  rows.toSorted((a, b) => (a.claim < b.claim ? -1 : 1));

test("without a critic there is no score, and a notice says what follows", async () => {
  const { record, rows } = await run({ kind: "none" });
  assert.deepEqual(rows, []);
  assert.deepEqual(record.funnel, [
    { group: "isA", rowsIn: 1, dropped: { unscored: 1 }, rowsOut: 0 },
    { group: "usedFor", rowsIn: 2, dropped: { unscored: 2 }, rowsOut: 0 },
  ]);
  assert.equal(record.notices.length, 1);
  assert.match(record.notices[0] ?? "", /critic\.by: none/);
});

/** Judges by the length of the tail; keeps what it was asked. */
function lengthCritic(id: string): Critic & { readonly asked: (readonly CriticInput[])[] } {
  const asked: (readonly CriticInput[])[] = [];
  return {
    id,
    asked,
    async judge(inputs) {
      asked.push(inputs);
      return inputs.map(({ tail }) => ({
        ...{ plausibility: 1 / tail.length, typicality: 0.5, uncertainty: 0.125 },
      }));
    },
  };
}

test("a critic judges each claim that was kept, and none that was dropped", async () => {
  const critic = lengthCritic("critic_1");
  const read: string[] = [];
  const { record, rows } = await run({
    kind: "critic",
    id: "by length",
    open(source) {
      read.push(source.content);
      return critic;
    },
  });
  const expected = [sleeping, reading, shelter].map(({ id, tail }) => ({
    ...{ claim: id, critic: "critic_1", plausibility: 1 / tail.length },
    ...{ typicality: 0.5, uncertainty: 0.125 },
  }));
  assert.deepEqual(byClaim(rows), byClaim(expected));
  assert.deepEqual(record.funnel, [
    { group: "isA", rowsIn: 1, dropped: {}, rowsOut: 1 },
    { group: "usedFor", rowsIn: 2, dropped: {}, rowsOut: 2 },
  ]);
  assert.deepEqual(record.notices, []);
  assert.equal(read.length, 1, "it was given the labels");
});

test("claims about product types are judged with those about pairs, and counted with them", async () => {
  const festivals = claimRow(tents.id, "usedFor", "festivals", { scope: "product-type" });
  const critic = lengthCritic("critic_1");
  const { record, rows } = await run({ kind: "critic", id: "by length", open: () => critic }, [
    ...allClaims,
    festivals,
  ]);
  assert.equal(rows.length, 4);
  assert.equal(rows.find(({ claim }) => claim === festivals.id)?.plausibility, 1 / 9);
  assert.deepEqual(
    new Set(critic.asked.flat().map(({ subject }) => subject)),
    new Set(["searchBuy", "productType"]),
  );
  assert.deepEqual(record.funnel[1], { group: "usedFor", rowsIn: 3, dropped: {}, rowsOut: 3 });
});

test("many claims are judged in batches, each with its own score", async () => {
  const critic = lengthCritic("critic_1");
  const many = Array.from({ length: 300 }, (_, length) =>
    claimRow(length % 2 === 0 ? ofTent : ofLamp, "usedFor", "x".repeat(length + 1)),
  );
  const { rows } = await run({ kind: "critic", id: "by length", open: () => critic }, many);
  assert.deepEqual(
    critic.asked.map((batch) => batch.length),
    [256, 44],
  );
  const lengths = new Map(many.map(({ id, tail }) => [id, tail.length]));
  assert.equal(rows.length, 300);
  for (const { claim, plausibility } of rows) {
    assert.equal(plausibility, 1 / (lengths.get(claim) ?? 0));
  }
});

test("the labels are read where the critic asks for them", async () => {
  const ids: string[] = [];
  await run({
    kind: "critic",
    id: "reader",
    open: (source) => ({
      id: "reader",
      async judge(inputs) {
        for await (const { id } of source.rows()) ids.push(id);
        return inputs.map(() => ({ plausibility: 1, typicality: 1, uncertainty: 0 }));
      },
    }),
  });
  assert.deepEqual(ids, ["label_one"]);
});

test("without kept claims the critic is asked nothing", async () => {
  const critic = lengthCritic("critic_1");
  const { record, rows } = await run({ kind: "critic", id: "x", open: () => critic }, [dropped]);
  assert.deepEqual([rows, critic.asked, record.funnel], [[], [], []]);
});

async function scoresFile(values: readonly (readonly [claim: string, plausibility: number])[]) {
  const file = join(place.newFolder(), "scores.parquet");
  const list = values.map(([claim, value]) => `(${sqlText(claim)}, ${value})`).join(", ");
  await place.sql.use((connection) =>
    connection.run(
      `COPY (SELECT claim, value :: DOUBLE AS plausibility, 1 AS typicality
             FROM (VALUES ${list}) AS t(claim, value)) TO ${sqlText(file)} (FORMAT parquet)`,
    ),
  );
  return file;
}

test("a file of scores is joined: scores of kept claims stay, and claims it lacks are counted", async () => {
  const file = await scoresFile([
    [sleeping.id, 0.75],
    [shelter.id, 0],
    [dropped.id, 0.5],
    ["claim_of_another_run", 0.5],
  ]);
  const { record, rows } = await run({ kind: "scores", id: "scores.parquet 123", file });
  const scored = { critic: "scores.parquet 123", typicality: 1, uncertainty: 0 };
  assert.deepEqual(
    byClaim(rows),
    byClaim([
      { ...scored, claim: sleeping.id, plausibility: 0.75 },
      { ...scored, claim: shelter.id, plausibility: 0 },
    ]),
  );
  assert.deepEqual(record.funnel, [
    { group: "isA", rowsIn: 1, dropped: {}, rowsOut: 1 },
    { group: "usedFor", rowsIn: 2, dropped: { unscored: 1 }, rowsOut: 1 },
  ]);
});

test("a file of scores that is not right stops the stage, and names the fault", async () => {
  const file = await scoresFile([[sleeping.id, 1.5]]);
  await assert.rejects(run({ kind: "scores", id: "scores.parquet 1", file }), {
    code: "SCORES_FILE_INVALID",
    message: `${file} has 1 rows with a number outside 0 to 1, the first of ${sleeping.id}`,
  });
});

test("another critic makes the scores stale; the same one does not ask again", async () => {
  const folder = place.newFolder();
  const critic = lengthCritic("critic_1");
  const judged = (id: string) => run({ kind: "critic", id, open: () => critic }, allClaims, folder);
  const { record } = await judged("one");
  const { record: same } = await judged("one");
  assert.equal(same.recipe, record.recipe);
  assert.equal(critic.asked.length, 1);
  const { record: other } = await judged("other");
  assert.notEqual(other.recipe, record.recipe);
  assert.equal(critic.asked.length, 2);
});
