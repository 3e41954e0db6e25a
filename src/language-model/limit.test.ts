import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { limit } from "./limit.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { sleep } from "./sleep.ts";

const never = new AbortController().signal;
const draws = (count: number) =>
  Array.from({ length: count }, (_, index) => sampleRequest({ draw: index }));

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
        const model = limit({ concurrency, clock: Date.now, sleep })(inner);
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
  const model = limit({ concurrency: 1, clock: Date.now, sleep })(inner);
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

test("requests per minute: calls start evenly, and a pause gives no right to a rush", async () => {
  let now = 0;
  const starts: number[] = [];
  const model = limit({
    concurrency: 1,
    requestsPerMinute: 60,
    clock: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  })(
    scriptedModel({
      answer: () => {
        starts.push(now);
        return "camping";
      },
    }),
  );
  for (const asked of draws(3)) await model.generate(asked, never);
  now += 10_000;
  for (const asked of draws(2)) await model.generate(asked, never);
  assert.deepEqual(starts, [0, 1_000, 2_000, 12_000, 13_000]);
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
  const shared = limit({ concurrency: 2, clock: Date.now, sleep });
  const models = [shared(inner()), shared(inner())];
  await Promise.all(
    models.flatMap((model) => draws(4).map((asked) => model.generate(asked, never))),
  );
  assert.equal(most, 2);
});

test("an allowance that allows nothing is refused", () => {
  const options = { clock: Date.now, sleep };
  assert.throws(() => limit({ ...options, concurrency: 0 }), /got 0/);
  assert.throws(() => limit({ ...options, concurrency: 1, requestsPerMinute: 0 }), /got 0/);
});
