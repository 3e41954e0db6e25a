import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openCallStore } from "./call-store.ts";
import { record } from "./record.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { spendingMeter } from "./spending-meter.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-meter-"));
after(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();

test("the meter counts what this process had recorded, as the store does, and not what lay there before", async () => {
  const store = openCallStore(join(folder, "calls.db"));
  const answer = (_: unknown, call: number): string => {
    if (call === 2) throw new UnreadableAnswerError("a web page", "<html>", { hint: "correct it" });
    if (call === 3) throw new Error("no connection");
    return "camping in winter";
  };
  const ask = async (meter: ReturnType<typeof spendingMeter>): Promise<void> => {
    const model = record({ store, clock: () => 1_000, onRecorded: meter.onRecorded })(
      scriptedModel({ answer, costUsd: 0.25 }),
    );
    for (let draw = 1; draw <= 4; draw++) {
      await model.generate(sampleRequest({ draw }), signal).catch(() => undefined);
    }
  };
  const first = spendingMeter();
  assert.deepEqual(first.spent(), { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
  await ask(first);
  assert.deepEqual(first.spent(), store.totals());
  assert.deepEqual([first.spent().calls, first.spent().costUsd], [3, 0.5]);
  const second = spendingMeter();
  await ask(second);
  assert.deepEqual(second.spent(), first.spent());
  assert.equal(store.totals().calls, 6);
  await store.close();
});
