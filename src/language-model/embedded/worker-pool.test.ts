import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { retry } from "../retry.ts";
import { scriptedModel } from "../scripted-model-for-tests.ts";
import { toPlain, unsupported } from "./embedded-errors.ts";
import type { ToWorker } from "./worker-messages.ts";
import { type StartWorker, type WorkerEvents, WorkerPool } from "./worker-pool.ts";

/** The one text that a message gives to count. */
const textOf = (message: ToWorker): string | undefined =>
  message.to === "do" && message.work.kind === "countTokens"
    ? message.work.request[0]?.prompt
    : undefined;

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

  /** The number that a worker was given last for a text. */
  #numberOf(worker: number, text: string): number {
    const given = (this.sent[worker] ?? []).findLast((message) => textOf(message) === text);
    assert(given?.to === "do", `worker ${worker} was never given ${text}`);
    return given.number;
  }

  /** What each worker was given to do so far. */
  texts(worker: number): string[] {
    return (this.sent[worker] ?? []).flatMap((message) => textOf(message) ?? []);
  }

  finish(worker: number, text: string, result = 1): void {
    const number = this.#numberOf(worker, text);
    this.events[worker]?.replied({ from: "done", number, result: [result] });
  }

  stopped(worker: number, text: string): void {
    this.events[worker]?.replied({ from: "cancelled", number: this.#numberOf(worker, text) });
  }

  /** The number that a cancel to this worker names. */
  cancelled(worker: number): string | undefined {
    const last = this.sent[worker]?.at(-1);
    if (last?.to !== "cancel") return undefined;
    return this.texts(worker).find((text) => this.#numberOf(worker, text) === last.number);
  }
}

function poolOf(count: number, width = 1) {
  const workers = new FakeWorkers();
  const time = { ms: 0 };
  const pool = new WorkerPool({ count, width, start: workers.start, clock: () => time.ms });
  const ask = async (text: string, signal?: AbortSignal): Promise<number> => {
    const inputs = [{ system: "", prompt: text, answerStem: "" }];
    const [count = Number.NaN] = await pool.run("countTokens", inputs, text.split(":")[0], signal);
    return count;
  };
  return { workers, pool, ask, time };
}

test("each worker does one thing at a time, and workers start when they are needed", async () => {
  const { workers, ask } = poolOf(2);
  const first = ask("a:1");
  await setImmediate();
  assert.equal(workers.sent.length, 1);
  const second = ask("b:1");
  const third = ask("c:1");
  await setImmediate();
  assert.deepEqual([workers.texts(0), workers.texts(1)], [["a:1"], ["b:1"]]);
  workers.finish(0, "a:1", 11);
  assert.equal(await first, 11);
  assert.deepEqual(workers.texts(0), ["a:1", "c:1"]);
  workers.finish(1, "b:1", 12);
  workers.finish(0, "c:1", 13);
  assert.deepEqual([await second, await third], [12, 13]);
});

test("requests meet the worker that holds their beginning", async () => {
  const { workers, ask } = poolOf(2);
  for (const text of ["a:1", "b:1", "b:2", "a:2", "b:3", "a:3"]) void ask(text);
  await setImmediate();
  for (let round = 1; round < 3; round += 1) {
    workers.finish(0, `a:${round}`);
    workers.finish(1, `b:${round}`);
  }
  assert.deepEqual(workers.texts(0), ["a:1", "a:2", "a:3"]);
  assert.deepEqual(workers.texts(1), ["b:1", "b:2", "b:3"]);
});

test("a worker does several things at once, and goes on when any of them is done", async () => {
  const { workers, ask } = poolOf(1, 2);
  const [first, second] = [ask("a:1"), ask("b:1")];
  void ask("c:1");
  void ask("b:2");
  await setImmediate();
  assert.deepEqual(workers.texts(0), ["a:1", "b:1"]);
  workers.finish(0, "b:1", 12);
  assert.equal(await second, 12);
  assert.deepEqual(workers.texts(0), ["a:1", "b:1", "b:2"]);
  workers.finish(0, "a:1", 11);
  assert.equal(await first, 11);
  assert.deepEqual(workers.texts(0), ["a:1", "b:1", "b:2", "c:1"]);
});

test("what is asked at one moment is dealt out by its beginnings, not in the order of asking", async () => {
  const { workers, ask } = poolOf(2, 2);
  for (const text of ["a:1", "a:2", "a:3", "a:4", "a:5", "b:1", "b:2"]) void ask(text);
  await setImmediate();
  assert.deepEqual(workers.texts(0), ["a:1", "a:2"]);
  assert.deepEqual(workers.texts(1), ["b:1", "b:2"]);
});

test("what begins alike stays with one worker as long as that has room", async () => {
  const { workers, ask } = poolOf(2, 3);
  for (const text of ["a:1", "a:2", "b:1", "a:3", "a:4", "b:2"]) void ask(text);
  await setImmediate();
  assert.deepEqual(workers.texts(0), ["a:1", "a:2", "a:3"]);
  assert.deepEqual(workers.texts(1), ["b:1", "b:2"]);
});

test("asked one after the other, requests wake no second worker", async () => {
  const { workers, ask } = poolOf(2);
  for (const text of ["a:1", "b:1", "a:2"]) {
    const answer = ask(text);
    await setImmediate();
    workers.finish(0, text);
    await answer;
  }
  assert.equal(workers.sent.length, 1);
});

test("a worker that dies rejects its request as retryable and is started anew for the next", async () => {
  const { workers, ask } = poolOf(1);
  const first = ask("a:1");
  const second = ask("a:2");
  await setImmediate();
  workers.events[0]?.ended(new Error("out of memory"));
  await assert.rejects(first, {
    code: "EMBEDDED_MODEL_FAILED",
    retryable: true,
    message: /out of memory/,
  });
  assert.deepEqual(workers.texts(1), ["a:2"]);
  workers.finish(1, "a:2", 5);
  assert.equal(await second, 5);
});

test("of the requests of a worker that dies, each is done again alone, and only the one that kills is rejected", async () => {
  const { workers, ask } = poolOf(1, 3);
  const [good, killer, other] = [ask("a:1"), ask("a:2"), ask("a:3")];
  const later = ask("a:4");
  await setImmediate();
  workers.events[0]?.ended(new Error("out of memory"));
  assert.deepEqual(workers.texts(1), ["a:1"]);
  workers.finish(1, "a:1", 11);
  assert.equal(await good, 11);
  assert.deepEqual(workers.texts(1), ["a:1", "a:2"]);
  workers.events[1]?.ended(new Error("out of memory again"));
  await assert.rejects(killer, { code: "EMBEDDED_MODEL_FAILED", message: /again/ });
  assert.deepEqual(workers.texts(2), ["a:3"]);
  workers.finish(2, "a:3", 13);
  assert.equal(await other, 13);
  assert.deepEqual(workers.texts(2), ["a:3", "a:4"]);
  void ask("a:5");
  await setImmediate();
  assert.deepEqual(workers.texts(2), ["a:3", "a:4", "a:5"]);
  workers.finish(2, "a:4", 14);
  assert.equal(await later, 14);
});

test("what was aborted before its worker died is not done again", async () => {
  const { workers, ask } = poolOf(1, 2);
  const controller = new AbortController();
  const aborted = ask("a:1", controller.signal);
  const other = ask("a:2");
  await setImmediate();
  controller.abort(new Error("interrupted"));
  await assert.rejects(aborted, /interrupted/);
  workers.events[0]?.ended(new Error("out of memory"));
  assert.deepEqual(workers.texts(1), ["a:2"]);
  workers.finish(1, "a:2", 12);
  assert.equal(await other, 12);
  assert.deepEqual(workers.texts(1), ["a:2"]);
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
  while (workers.sent.length < 1) await setImmediate();
  workers.events[0]?.ended(new Error("out of memory"));
  while (workers.sent.length < 2) await setImmediate();
  assert.deepEqual(workers.texts(1), ["a:1"]);
  workers.finish(1, "a:1", -5);
  assert.equal((await score)?.logProbability, -5);
});

test("a worker that cannot load says why, and is started anew for the next", async () => {
  const { workers, ask } = poolOf(1);
  const first = ask("a:1");
  await setImmediate();
  workers.events[0]?.replied({ from: "broken", error: toPlain(unsupported("no binary.")) });
  workers.events[0]?.ended(new Error("its thread ended with 0"));
  await assert.rejects(first, {
    code: "EMBEDDED_MODEL_UNSUPPORTED",
    exitCode: 2,
    hint: /language-model\.base-url/,
  });
  void ask("a:2");
  await setImmediate();
  assert.deepEqual(workers.texts(1), ["a:2"]);
});

test("an abort rejects at once, and the worker is free when it has stopped", async () => {
  const { workers, ask } = poolOf(1);
  const controller = new AbortController();
  const reason = new Error("interrupted");
  const running = ask("a:1", controller.signal);
  const waiting = ask("a:2", controller.signal);
  void ask("b:1");
  await setImmediate();
  controller.abort(reason);
  await assert.rejects(running, reason);
  await assert.rejects(waiting, reason);
  assert.equal(workers.cancelled(0), "a:1");
  assert.deepEqual(workers.texts(0), ["a:1"]);
  workers.stopped(0, "a:1");
  assert.deepEqual(workers.texts(0), ["a:1", "b:1"]);
  await assert.rejects(ask("c:1", controller.signal), reason);
});

test("close ends the workers, rejects what is open and refuses what comes later", async () => {
  const { workers, pool, ask } = poolOf(1);
  const running = ask("a:1");
  const waiting = ask("a:2");
  await setImmediate();
  const closed = pool.close();
  assert.deepEqual(workers.sent[0]?.at(-1), { to: "close" });
  await assert.rejects(running, { code: "EMBEDDED_MODEL_FAILED", retryable: false });
  await assert.rejects(waiting, { code: "EMBEDDED_MODEL_FAILED" });
  workers.stopped(0, "a:1");
  workers.events[0]?.ended(new Error("its thread ended with 0"));
  await closed;
  await assert.rejects(ask("a:3"), { code: "EMBEDDED_MODEL_FAILED" });
  assert.deepEqual(workers.texts(0), ["a:1"]);
});

test("the time that workers are at work is summed over them, however many requests each has", async () => {
  const { workers, pool, ask, time } = poolOf(2, 2);
  for (const text of ["a:1", "b:1", "a:2"]) void ask(text);
  await setImmediate();
  time.ms = 10;
  workers.finish(0, "a:1");
  workers.finish(1, "b:1");
  time.ms = 15;
  assert.equal(pool.busyMs, 10 + 15);
  workers.finish(0, "a:2");
  time.ms = 100;
  assert.equal(pool.busyMs, 10 + 15);
});
