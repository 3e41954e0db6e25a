import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { openCallStore } from "./call-store.ts";
import { exportRecorded, importRecorded } from "./recorded-answers.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-recorded-answers-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newStore = () => openCallStore(join(folder, `${++files}.db`));

async function filledStore() {
  const store = newStore();
  const answers = ["camping", null, "hiking", "camping"];
  for (const [index, text] of answers.entries()) {
    const { id, attempt } = await store.record({
      model: "m",
      request: sampleRequest({ draw: index % 3 }),
      rawAnswer: `raw ${index}`,
      text,
      finishReason: "stop",
      inputTokens: 10,
      outputTokens: 2,
      costUsd: 0.1,
      startedAt: 1_000 + index,
      milliseconds: 5,
      reason: null,
    });
    if (text === "hiking") await store.markInvalid(id, attempt, "too short");
    else if (text !== null && index > 0) await store.markValid(id, attempt);
  }
  return store;
}

const throughJson = (store: ReturnType<typeof newStore>): readonly unknown[] =>
  [...exportRecorded(store)].map((row) => JSON.parse(JSON.stringify(row)));

test("recorded answers travel as lines of JSON; taking them in twice changes nothing", async () => {
  const from = await filledStore();
  const rows = throughJson(from);
  assert.equal(rows.length, 3, "all but the one that could not be read, and may be asked again");

  const to = newStore();
  assert.equal(importRecorded(to, rows), 3);
  assert.equal(importRecorded(to, rows), 0);
  assert.deepEqual(throughJson(to), rows);
  await from.close();
  await to.close();
});

test("imported answers were not paid here", async () => {
  const from = await filledStore();
  const to = newStore();
  importRecorded(to, exportRecorded(from));
  assert.equal(to.totals().calls, 0);
  await from.close();
  await to.close();
});

test("a row that was tampered with is named, and nothing is taken in", async () => {
  const from = await filledStore();
  const [first, ...others] = [...exportRecorded(from)];
  const broken = [
    { ...first, prompt: "Another question?" },
    { ...first, costUsd: "free" },
    { ...first, surplus: 1 },
    null,
  ];
  for (const row of broken) {
    const to = newStore();
    assert.throws(
      () => importRecorded(to, [...others, row]),
      (error) =>
        error instanceof CosmoError &&
        error.code === "RECORDED_ANSWER_DAMAGED" &&
        error.message.includes("answer 3"),
    );
    assert.deepEqual([...to.iterate()], []);
    await to.close();
  }
  await from.close();
});
