import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { retry } from "../retry.ts";
import { scriptedModel } from "../scripted-model-for-tests.ts";
import { toPlain, unsupported } from "./embedded-errors.ts";
import type { ToWorker } from "./worker-messages.ts";
import { type StartWorker, type WorkerEvents, WorkerPool } from "./worker-pool.ts";

/** Workers that do nothing by themselves: the test answers for them. */
class FakeWorkers {
  readonly events: WorkerEvents[] = [];
  readonly sent: ToWorker[][] = [];

  readonly start: StartWorker = (events) => {
    const sent: ToWorker[] = [];
    this.events.push(events);
    this.sent.push(sent);
    return { send: (message) => sent.push(message) };
  };

  /** What each worker was given to do so far. */
  texts(worker: number): string[] {
    return (this.sent[worker] ?? []).flatMap((message) =>
      message.to === "do" && message.work.kind === "countTokens" ? [message.work.request] : [],
    );
  }

  finish(worker: number, result = 1): void {
    this.events[worker]?.replied({ from: "done", result });
  }
}

function poolOf(count: number) {
  const workers = new FakeWorkers();
  const pool = new WorkerPool(count, workers.start);
  const ask = (text: string, signal?: AbortSignal) =>
    pool.run("countTokens", text, text.split(":")[0], signal);
  return { workers, pool, ask };
}

test("each worker does one thing at a time, and workers start when they are needed", async () => {
  const { workers, ask } = poolOf(2);
  const first = ask("a:1");
  assert.equal(workers.sent.length, 1);
  const second = ask("b:1");
  const third = ask("c:1");
  assert.deepEqual([workers.texts(0), workers.texts(1)], [["a:1"], ["b:1"]]);
  workers.finish(0, 11);
  assert.equal(await first, 11);
  assert.deepEqual(workers.texts(0), ["a:1", "c:1"]);
  workers.finish(1, 12);
  workers.finish(0, 13);
  assert.deepEqual([await second, await third], [12, 13]);
});

test("requests meet the worker that holds their beginning", () => {
  const { workers, ask } = poolOf(2);
  for (const text of ["a:1", "b:1", "b:2", "a:2", "b:3", "a:3"]) void ask(text);
  for (let round = 0; round < 2; round += 1) {
    workers.finish(0);
    workers.finish(1);
  }
  assert.deepEqual(workers.texts(0), ["a:1", "a:2", "a:3"]);
  assert.deepEqual(workers.texts(1), ["b:1", "b:2", "b:3"]);
});

test("asked one after the other, requests wake no second worker", async () => {
  const { workers, ask } = poolOf(2);
  for (const text of ["a:1", "b:1", "a:2"]) {
    const answer = ask(text);
    workers.finish(0);
    await answer;
  }
  assert.equal(workers.sent.length, 1);
});

test("a worker that dies rejects its request as retryable and is started anew for the next", async () => {
  const { workers, ask } = poolOf(1);
  const first = ask("a:1");
  const second = ask("a:2");
  workers.events[0]?.ended(new Error("out of memory"));
  await assert.rejects(first, {
    code: "EMBEDDED_MODEL_FAILED",
    retryable: true,
    message: /out of memory/,
  });
  assert.deepEqual(workers.texts(1), ["a:2"]);
  workers.finish(1, 5);
  assert.equal(await second, 5);
});

test("with retry around it, a request whose worker died is answered by the next", async () => {
  const { workers, ask } = poolOf(1);
  const again = retry({
    maxAttempts: 3,
    baseDelayMs: 1,
    maxDelayMs: 1,
    random: () => 0,
    sleep: async () => {},
  });
  const model = again({
    ...scriptedModel({ answer: () => "" }),
    score: async ({ text }) => ({ logProbability: await ask(text), tokens: 1 }),
  });
  const score = model.score?.({ context: "", text: "a:1" }, new AbortController().signal);
  workers.events[0]?.ended(new Error("out of memory"));
  while (workers.sent.length < 2) await setImmediate();
  assert.deepEqual(workers.texts(1), ["a:1"]);
  workers.finish(1, -5);
  assert.equal((await score)?.logProbability, -5);
});

test("a worker that cannot load says why, and is started anew for the next", async () => {
  const { workers, ask } = poolOf(1);
  const first = ask("a:1");
  workers.events[0]?.replied({ from: "broken", error: toPlain(unsupported("no binary.")) });
  workers.events[0]?.ended(new Error("its thread ended with 0"));
  await assert.rejects(first, {
    code: "EMBEDDED_MODEL_UNSUPPORTED",
    exitCode: 2,
    hint: /language-model\.base-url/,
  });
  void ask("a:2");
  assert.deepEqual(workers.texts(1), ["a:2"]);
});

test("an abort rejects at once, and the worker is free when it has stopped", async () => {
  const { workers, ask } = poolOf(1);
  const controller = new AbortController();
  const reason = new Error("interrupted");
  const running = ask("a:1", controller.signal);
  const waiting = ask("a:2", controller.signal);
  void ask("b:1");
  controller.abort(reason);
  await assert.rejects(running, reason);
  await assert.rejects(waiting, reason);
  assert.deepEqual(workers.sent[0]?.at(-1), { to: "cancel" });
  assert.deepEqual(workers.texts(0), ["a:1"]);
  workers.events[0]?.replied({ from: "cancelled" });
  assert.deepEqual(workers.texts(0), ["a:1", "b:1"]);
  await assert.rejects(ask("c:1", controller.signal), reason);
});

test("close ends the workers, rejects what is open and refuses what comes later", async () => {
  const { workers, pool, ask } = poolOf(1);
  const running = ask("a:1");
  const waiting = ask("a:2");
  const closed = pool.close();
  assert.deepEqual(workers.sent[0]?.at(-1), { to: "close" });
  await assert.rejects(running, { code: "EMBEDDED_MODEL_FAILED", retryable: false });
  await assert.rejects(waiting, { code: "EMBEDDED_MODEL_FAILED" });
  workers.events[0]?.replied({ from: "cancelled" });
  workers.events[0]?.ended(new Error("its thread ended with 0"));
  await closed;
  await assert.rejects(ask("a:3"), { code: "EMBEDDED_MODEL_FAILED" });
  assert.deepEqual(workers.texts(0), ["a:1"]);
});
