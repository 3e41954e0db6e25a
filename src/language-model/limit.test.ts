import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import type { LanguageModel } from "./language-model.ts";
import { limit } from "./limit.ts";
import type { LimiterOptions } from "./limiter.ts";
import type { Quota } from "./quota.ts";
import { RetryLaterError } from "./retry-later-error.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { sleep } from "./sleep.ts";
import { virtualTime } from "./virtual-time-for-tests.ts";

const never = new AbortController().signal;
const draws = (count: number) =>
  Array.from({ length: count }, (_, index) => sampleRequest({ draw: index }));
const real = { patienceMs: 30_000, clock: Date.now, sleep };
const refused = (retryAfterMs?: number, tooMany = true) =>
  new RetryLaterError("BUSY", "busy", { hint: "later", retryAfterMs, tooMany });

/** A limited model in virtual time, whose calls take as long as told, and when each began. */
function timed(
  options: Partial<LimiterOptions>,
  answer: (draw: number, call: number) => string = () => "camping",
  milliseconds = 100,
) {
  const { clock, sleep: sleepVirtually, until } = virtualTime();
  const starts: number[] = [];
  const inner = scriptedModel({
    answer: ({ draw }, call) => answer(draw, call),
    latency: {
      milliseconds,
      sleep: (wait, signal) => {
        starts.push(clock());
        return sleepVirtually(wait, signal);
      },
    },
  });
  const given = { concurrency: 1_000, patienceMs: 30_000, clock, sleep: sleepVirtually };
  const model = limit({ ...given, ...options })(inner);
  const ask = (count: number) =>
    until(Promise.allSettled(draws(count).map((asked) => model.generate(asked, never))));
  return { model, inner, starts, ask, clock, until, sleep: sleepVirtually };
}

test("no more calls are in flight than allowed, whatever the time they take, in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat({ max: 3 }), { maxLength: 12 }),
      async (concurrency, turns) => {
        let most = 0;
        const inner = scriptedModel({
          answer: async ({ draw }) => {
            most = Math.max(most, inner.inFlight);
            for (let left = turns[draw] ?? 0; left > 0; left--) await turn();
            if (draw % 3 === 2) throw new Error("failures give their place back too");
            return "camping";
          },
        });
        const model = limit({ concurrency, ...real })(inner);
        await Promise.allSettled(draws(turns.length).map((asked) => model.generate(asked, never)));
        assert.equal(most, Math.min(concurrency, turns.length));
        assert.deepEqual(
          inner.requests.map((request) => request.draw),
          turns.map((_, index) => index),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test("who gives up waiting leaves at once, is never asked, and holds nobody up", async () => {
  let answer = (_text: string) => {};
  const inner = scriptedModel({
    answer: ({ draw }) =>
      draw === 0
        ? new Promise<string>((resolve) => {
            answer = resolve;
          })
        : "camping",
  });
  const model = limit({ concurrency: 1, ...real })(inner);
  const controller = new AbortController();
  const first = model.generate(sampleRequest({ draw: 0 }), never);
  const second = model.generate(sampleRequest({ draw: 1 }), controller.signal);
  const third = model.generate(sampleRequest({ draw: 2 }), never);
  controller.abort(new Error("enough"));
  await assert.rejects(second, /enough/);
  answer("camping");
  await Promise.all([first, third]);
  assert.deepEqual(
    inner.requests.map((request) => request.draw),
    [0, 2],
  );
});

test("when all who waited have given up, no timer is left", async () => {
  let sleeping = 0;
  const model = limit({
    concurrency: 9,
    requestsPerMinute: 1,
    patienceMs: 30_000,
    clock: () => 0,
    sleep: (_, signal) => {
      sleeping++;
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          sleeping--;
          reject(signal.reason);
        });
      });
    },
  })(scriptedModel({ answer: () => "camping" }));
  await model.generate(sampleRequest(), never);
  const controller = new AbortController();
  const waits = [1, 2].map(() => model.generate(sampleRequest(), controller.signal));
  assert.equal(sleeping, 1);
  controller.abort(new Error("enough"));
  for (const wait of waits) await assert.rejects(wait, /enough/);
  assert.equal(sleeping, 0);
});

test("a timer that was overtaken does not outlive the last who waited", async () => {
  const { clock, sleep: virtually, until } = virtualTime();
  let sleeping = 0;
  let left = 2;
  const inner: LanguageModel = {
    ...scriptedModel({ answer: () => "" }),
    async generate({ draw }) {
      await virtually(100 * (draw + 1), never);
      const requests = { remaining: left++, limit: 10, resetMs: 25_000 };
      const figures = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
      const quota = { requests, tokens: undefined };
      return { call: "", text: "camping", finishReason: "stop", ...figures, quota };
    },
  };
  const model = limit({
    ...{ concurrency: 3, patienceMs: 30_000, clock },
    sleep: async (milliseconds, signal) => {
      sleeping++;
      await virtually(milliseconds, signal).finally(() => sleeping--);
    },
  })(inner);
  await until(Promise.all(draws(4).map((asked) => model.generate(asked, never))));
  assert.equal(sleeping, 0);
});

test("requests per minute: calls start evenly, and a pause gives no right to a rush", async () => {
  const {
    model,
    starts,
    until,
    sleep: wait,
  } = timed({ concurrency: 1, requestsPerMinute: 60 }, undefined, 0);
  const ask = (count: number) =>
    until(Promise.all(draws(count).map((asked) => model.generate(asked, never))));
  await ask(3);
  await until(wait(10_000, never));
  await ask(2);
  assert.deepEqual(starts, [0, 1_000, 2_000, 12_000, 13_000]);
});

/** The most of it in any minute. */
function mostPerMinute(taken: readonly (readonly [at: number, amount: number])[]): number {
  const sums = taken.map(([from]) =>
    taken
      .filter(([at]) => at >= from && at < from + 60_000)
      .reduce((sum, [, amount]) => sum + amount, 0),
  );
  return Math.max(0, ...sums);
}

test("in no minute are there more requests or tokens than allowed, however many there could be", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 2_000, max: 40_000 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 150 }),
      fc.integer({ min: 1, max: 20_000 }),
      async (requestsPerMinute, tokensPerMinute, sizes, latency) => {
        const { clock, sleep: virtually, until } = virtualTime();
        const taken: [at: number, tokens: number][] = [];
        // A server that does not count: what was estimated is all that is known.
        const uncounted: LanguageModel = {
          ...scriptedModel({ answer: () => "" }),
          async generate({ maxTokens }) {
            taken.push([clock(), maxTokens]);
            await virtually(latency, never);
            const figures = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
            return { call: "", text: "camping", finishReason: "stop", ...figures };
          },
        };
        const given = { concurrency: 40, patienceMs: 30_000, clock, sleep: virtually };
        const model = limit({ ...given, requestsPerMinute, tokensPerMinute })(uncounted);
        const asked = sizes.map((maxTokens, draw) => sampleRequest({ draw, maxTokens }));
        await until(Promise.all(asked.map((request) => model.generate(request, never))));
        assert.equal(taken.length, sizes.length);
        assert(mostPerMinute(taken.map(([at]) => [at, 1])) <= requestsPerMinute);
        assert(mostPerMinute(taken) <= tokensPerMinute);
      },
    ),
    { numRuns: 60 },
  );
});

test("tokens that were estimated and not used are given back", async () => {
  const slow = { tokensPerMinute: 6_000, concurrency: 1 };
  const thrifty = timed(slow);
  const asked = Array.from({ length: 40 }, (_, draw) => sampleRequest({ draw, maxTokens: 500 }));
  await thrifty.until(Promise.all(asked.map((one) => thrifty.model.generate(one, never))));
  // 40 times more than 500 would be three minutes and more; 18 words each are none.
  assert((thrifty.starts.at(-1) ?? 0) < 60_000, `${thrifty.starts.at(-1)}`);
});

test("models wrapped by one limit share it", async () => {
  let most = 0;
  let inFlight = 0;
  const inner = () =>
    scriptedModel({
      answer: async () => {
        most = Math.max(most, ++inFlight);
        await turn();
        inFlight--;
        return "camping";
      },
    });
  const shared = limit({ concurrency: 2, ...real });
  const models = [shared(inner()), shared(inner())];
  await Promise.all(
    models.flatMap((model) => draws(4).map((asked) => model.generate(asked, never))),
  );
  assert.equal(most, 2);
});

test("refusals of calls that were in flight together halve the concurrency once; success raises it", async () => {
  const concurrencies: number[] = [];
  const watched = timed({ concurrency: 8 }, (_, call) => {
    concurrencies.push(watched.inner.inFlight);
    if (call <= 8) throw refused();
    return "camping";
  });
  await watched.ask(60);
  assert.equal(Math.max(...concurrencies.slice(8, 12)), 4, `${concurrencies}`);
  assert.equal(Math.max(...concurrencies), 8);
  const again = concurrencies.indexOf(8, 8);
  assert(again > 8 + 4 + 5 + 6, `${again}: one more for each round of calls that succeed`);
});

test("never under one, and a server's failure that is no refusal changes nothing", async () => {
  const one = timed({ concurrency: 4 }, (_, call) => {
    if (call <= 40) throw refused();
    return "camping";
  });
  assert.equal((await one.ask(44)).filter(({ status }) => status === "fulfilled").length, 4);
  const failing = timed({ concurrency: 4 }, (_, call) => {
    if (call <= 4) throw refused(undefined, false);
    return "camping";
  });
  await failing.ask(8);
  assert.deepEqual(failing.starts, [0, 0, 0, 0, 100, 100, 100, 100]);
});

test("a pause that one call is told holds for all that have not begun", async () => {
  const { ask, starts } = timed({ concurrency: 4 }, (draw) => {
    if (draw === 0) throw refused(5_000, false);
    return "camping";
  });
  await ask(6);
  assert.deepEqual(starts, [0, 0, 0, 0, 5_100, 5_100]);
});

test("a pause longer than the patience is the error of all who wait, and nobody asks meanwhile", async () => {
  const {
    ask,
    starts,
    until,
    sleep: wait,
  } = timed({ concurrency: 2 }, (draw) => {
    if (draw === 0) throw refused(40_000);
    return "camping";
  });
  const settled = await ask(4);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["rejected", "fulfilled", "rejected", "rejected"],
  );
  const [, , third] = settled;
  assert(third?.status === "rejected" && third.reason instanceof RetryLaterError);
  assert.deepEqual([third.reason.code, third.reason.retryAfterMs], ["BUSY", 40_000]);
  assert.equal(starts.length, 2);
  await until(wait(20_000, never));
  await ask(1);
  assert.deepEqual(starts[2], 40_100, "a pause that got short is waited for");
});

/** A model whose answers say what is left, before the server counts those in flight. */
function quoted(remaining: () => Partial<Quota>, options: Partial<LimiterOptions> = {}) {
  const { clock, sleep: virtually, until } = virtualTime();
  const starts: number[] = [];
  const inner: LanguageModel = {
    ...scriptedModel({ answer: () => "" }),
    async generate() {
      starts.push(clock());
      await virtually(100, never);
      const quota = { requests: undefined, tokens: undefined, ...remaining() };
      const figures = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
      return { call: "", text: "camping", finishReason: "stop", ...figures, quota };
    },
  };
  const given = { concurrency: 4, patienceMs: 30_000, clock, sleep: virtually };
  const model = limit({ ...given, ...options })(inner);
  const ask = (count: number) =>
    until(Promise.all(draws(count).map((asked) => model.generate(asked, never))));
  return { ask, starts };
}

test("where the server has less left than is in flight, calls wait until it has more", async () => {
  let left = 5;
  const { ask, starts } = quoted(() => ({
    requests: { remaining: --left, limit: 10, resetMs: 6_000 },
  }));
  const generations = await ask(6);
  assert(generations.every((generation) => !("quota" in generation)));
  assert.deepEqual(starts.slice(0, 5), [0, 0, 0, 0, 100], "one is left for the fifth");
  // After the fifth 0 of 10 are left, and all are again after six seconds: one after 600 ms.
  assert.deepEqual(starts[5], 800);
});

test("tokens that are left are heeded too, and a quota of a day is the server's to refuse", async () => {
  const tokens = quoted(() => ({ tokens: { remaining: 10, limit: 1_000, resetMs: 1_000 } }), {
    concurrency: 1,
  });
  await tokens.ask(2);
  assert((tokens.starts[1] ?? 0) > 120, `${tokens.starts}`);
  const day = quoted(() => ({ requests: { remaining: 0, limit: 1, resetMs: 86_400_000 } }));
  await day.ask(5);
  assert.equal(day.starts.at(-1), 30_100);
});

test("an allowance that allows nothing is refused", () => {
  assert.throws(() => limit({ ...real, concurrency: 0 }), /got 0/);
  assert.throws(() => limit({ ...real, concurrency: 1, requestsPerMinute: 0 }), /got 0/);
  assert.throws(() => limit({ ...real, concurrency: 1, tokensPerMinute: -1 }), /got -1/);
});
