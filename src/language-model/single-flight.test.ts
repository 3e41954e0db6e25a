import assert from "node:assert/strict";
import { test } from "node:test";
import { singleFlight } from "./single-flight.ts";

const never = new AbortController().signal;

/** Work that ends when told, and counts its starts. */
function work() {
  const starts: { signal: AbortSignal; end: (text: string) => void }[] = [];
  const start = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      starts.push({ signal, end: resolve });
    });
  return { starts, start };
}

test("those who ask at the same time share one start, and a later one starts anew", async () => {
  const together = singleFlight<string>();
  const { starts, start } = work();
  const both = [together("a", never, start), together("a", never, start)];
  const other = together("b", never, start);
  assert.equal(starts.length, 2);
  starts[0]?.end("once");
  starts[1]?.end("other");
  assert.deepEqual(await Promise.all([...both, other]), ["once", "once", "other"]);

  const later = together("a", never, start);
  starts[2]?.end("twice");
  assert.equal(await later, "twice");
});

test("a failure reaches all who wait, and the next one tries again", async () => {
  const together = singleFlight<string>();
  const fail = () => Promise.reject(new Error("no"));
  const results = await Promise.allSettled([
    together("a", never, fail),
    together("a", never, fail),
    together("b", never, () => {
      throw new Error("at once");
    }),
  ]);
  assert.deepEqual(
    results.map((result) => result.status),
    ["rejected", "rejected", "rejected"],
  );
  assert.equal(await together("a", never, async () => "yes"), "yes");
});

test("who aborts leaves at once and leaves the others their result", async () => {
  const together = singleFlight<string>();
  const { starts, start } = work();
  const first = new AbortController();
  const left = together("a", first.signal, start);
  const stayed = together("a", never, start);
  first.abort(new Error("enough"));
  await assert.rejects(left, /enough/);
  starts[0]?.end("done");
  assert.equal(await stayed, "done");
  assert.equal(starts.length, 1);
});

test("when the last one has left, the work is aborted and the next one starts anew", async () => {
  const together = singleFlight<string>();
  const { starts, start } = work();
  const controller = new AbortController();
  const left = [together("a", controller.signal, start), together("a", controller.signal, start)];
  controller.abort(new Error("enough"));
  const next = together("a", never, start);
  for (const one of left) await assert.rejects(one, /enough/);
  assert.equal(starts[0]?.signal.aborted, true);
  starts[1]?.end("new");
  assert.equal(await next, "new");
});

test("an aborted signal starts nothing", async () => {
  const { starts, start } = work();
  const asked = singleFlight<string>()("a", AbortSignal.abort(new Error("enough")), start);
  await assert.rejects(asked, /enough/);
  assert.equal(starts.length, 0);
});
