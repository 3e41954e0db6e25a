import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { setInterval } from "node:timers/promises";
import { GraphBuilder } from "./graph-builder.ts";
import { type OnnxSession, openSession, type SessionOptions } from "./session.ts";
import { packTensors } from "./session-messages.ts";
import { float32 } from "./tensor.ts";

/** y = x · [[1, 2], [3, 4]] + [10, 20] */
function openAffine(): Promise<OnnxSession> {
  const graph = new GraphBuilder("affine", { "": 20 });
  const x = graph.input("x", "float32", ["rows", 2]);
  const weight = graph.initializer("weight", float32([1, 2, 3, 4], [2, 2]));
  const bias = graph.initializer("bias", float32([10, 20], [2]));
  const y = graph.node("Add", [graph.node("MatMul", [x, weight]), bias]);
  graph.output("y", y, "float32", ["rows", 2]);
  return openSession(graph.toBytes(), { threads: 1 });
}

const size = 768;
const slowFeeds = () => ({ x: float32(new Float32Array(size * size), [size, size]) });

/** Products of large matrices that keep one core busy for some tenths of a second. */
function openSlow(options: SessionOptions = { threads: 1 }): Promise<OnnxSession> {
  const graph = new GraphBuilder("slow", { "": 20 });
  const x = graph.input("x", "float32", [size, size]);
  let y = x;
  for (let product = 0; product < 20; product += 1) y = graph.node("MatMul", [y, x]);
  graph.output("y", y, "float32", [size, size]);
  return openSession(graph.toBytes(), options);
}

test("a small graph gives the exact result, for any number of rows", async () => {
  const session = await openAffine();
  const one = await session.run({ x: float32([1, 1], [1, 2]) });
  assert.deepEqual(one, { y: float32([14, 26], [1, 2]) });
  const two = await session.run({ x: float32([0, 0, 2, -1], [2, 2]) });
  assert.deepEqual(two, { y: float32([10, 20, 9, 20], [2, 2]) });
  await session.close();
});

test("how threads wait for one another changes nothing of what comes out", async () => {
  const values = Float32Array.from(
    { length: size * size },
    (_, at) => ((at * 7) % 13) / size - 0.007,
  );
  const results = [];
  for (const spinning of [false, true]) {
    const session = await openSlow({ threads: 2, spinning });
    results.push(await session.run({ x: float32(values.slice(), [size, size]) }));
    await session.close();
  }
  const [asleep, spinning] = results;
  assert.ok(asleep?.["y"]?.data.some((value) => value !== 0));
  assert.deepEqual(spinning, asleep);
});

test("the event loop goes on while a graph runs", async () => {
  const session = await openSlow();
  let ticks = 0;
  const started = performance.now();
  const running = session.run(slowFeeds()).then(() => "done");
  for await (const _ of setInterval(2)) {
    ticks += 1;
    if ((await Promise.race([running, Promise.resolve("running")])) === "done") break;
  }
  const tookMs = performance.now() - started;
  assert.ok(ticks > tookMs / 20, `${ticks} ticks of 2 ms in ${tookMs} ms`);
  await session.close();
});

test("whole arrays are moved to the session, views are copied", async () => {
  const session = await openAffine();
  const whole = Float32Array.of(1, 1);
  await session.run({ x: float32(whole, [1, 2]) });
  assert.equal(whole.length, 0);
  const larger = Float32Array.of(7, 1, 1, 7);
  const { y } = await session.run({ x: float32(larger.subarray(1, 3), [1, 2]) });
  assert.deepEqual(y, float32([14, 26], [1, 2]));
  assert.deepEqual(larger, Float32Array.of(7, 1, 1, 7));
  await session.close();
});

test("shared memory is read where it is, and an output is written where it is wanted", async () => {
  const session = await openAffine();
  const shared = new Float32Array(new SharedArrayBuffer(32));
  shared.set([7, 1, 1, 7]);
  const into = float32(shared.subarray(5, 7), [1, 2]);
  const feeds = { x: float32(shared.subarray(1, 3), [1, 2]) };
  const { y } = await session.run(feeds, undefined, { y: into });
  assert.equal(y?.data.buffer, shared.buffer);
  assert.deepEqual([...shared], [7, 1, 1, 7, 0, 14, 26, 0]);
  shared[1] = 2;
  assert.deepEqual(await session.run(feeds), { y: float32([15, 28], [1, 2]) });
  const { tensors, transfer } = packTensors(feeds);
  assert.equal(tensors["x"], feeds.x);
  assert.deepEqual(transfer, []);
  for (const nowhere of [{ z: into }, { y: float32([0, 0], [1, 2]) }]) {
    await assert.rejects(session.run(feeds, undefined, nowhere), RangeError);
  }
  const narrow = { y: float32(shared.subarray(0, 1), [1, 1]) };
  await assert.rejects(session.run(feeds, undefined, narrow), { code: "ONNX_RUN_FAILED" });
  await session.close();
});

test("calls made at once are answered one by one, and one that fails does not stop the next", async () => {
  const session = await openAffine();
  const runs = [
    session.run({ x: float32([1, 0], [1, 2]) }),
    session.run({ x: float32([1, 0, 0], [1, 3]) }),
    session.run({ other: float32([1, 0], [1, 2]) }),
    session.run({ x: float32([0, 1], [1, 2]) }),
  ] as const;
  const [first, wrongShape, noInput, last] = await Promise.allSettled(runs);
  assert.deepEqual(first.status === "fulfilled" && first.value.y, float32([11, 22], [1, 2]));
  assert.deepEqual(last.status === "fulfilled" && last.value.y, float32([13, 24], [1, 2]));
  assert.equal(wrongShape.status === "rejected" && wrongShape.reason.code, "ONNX_RUN_FAILED");
  assert.match(
    wrongShape.status === "rejected" ? wrongShape.reason.message : "",
    /Got: 3 Expected: 2/,
  );
  assert.equal(noInput.status === "rejected" && noInput.reason.code, "ONNX_RUN_FAILED");
  await session.close();
});

test("an aborted run rejects at once with the reason; one that waits is never started", async () => {
  const session = await openSlow();
  const controller = new AbortController();
  const reason = new Error("enough");
  const waitingFeeds = slowFeeds();
  const outcomes = Promise.allSettled([
    session.run(slowFeeds(), controller.signal),
    session.run(waitingFeeds, controller.signal),
  ]);
  const started = performance.now();
  controller.abort(reason);
  for (const outcome of await outcomes) {
    assert.equal(outcome.status === "rejected" && outcome.reason, reason);
  }
  assert.ok(performance.now() - started < 50);
  await assert.rejects(session.run(slowFeeds(), controller.signal), reason);
  await session.run(slowFeeds());
  await session.close();
  assert.equal(waitingFeeds.x.data.length, size * size);
});

test("close lets the run that has begun finish and refuses all others", async () => {
  const session = await openAffine();
  const begun = session.run({ x: float32([1, 0], [1, 2]) });
  await new Promise((resolve) => setImmediate(resolve));
  const waiting = session.run({ x: float32([1, 0], [1, 2]) });
  const closing = session.close();
  await assert.rejects(waiting, { code: "ONNX_SESSION_CLOSED" });
  assert.deepEqual((await begun).y, float32([11, 22], [1, 2]));
  await closing;
  await session.close();
  await assert.rejects(session.run({ x: float32([1, 0], [1, 2]) }), {
    code: "ONNX_SESSION_CLOSED",
  });
});

test("what is no model is refused", async () => {
  await assert.rejects(openSession(new Uint8Array(10), { threads: 1 }), {
    name: "CosmoError",
    code: "ONNX_SESSION_FAILED",
  });
  const graph = new GraphBuilder("odd", { "": 20 });
  const x = graph.input("x", "float32", [1]);
  graph.output("y", graph.node("NoSuchOperator", [x]), "float32", [1]);
  await assert.rejects(openSession(graph.toBytes(), { threads: 1 }), /NoSuchOperator/);
});

test("a process ends with its own exit code, in a run or with an idle session left open", () => {
  const source = (ending: string): string => `
    import { GraphBuilder } from ${JSON.stringify(new URL("./graph-builder.ts", import.meta.url))};
    import { openSession } from ${JSON.stringify(new URL("./session.ts", import.meta.url))};
    const n = 512;
    const graph = new GraphBuilder("slow", { "": 20 });
    const x = graph.input("x", "float32", [n, n]);
    let y = x;
    for (let product = 0; product < 100; product += 1) y = graph.node("MatMul", [y, x]);
    graph.output("y", y, "float32", [n, n]);
    const session = await openSession(graph.toBytes(), { threads: 1 });
    ${ending}`;
  const inRun = `
    void session.run({ x: { type: "float32", shape: [n, n], data: new Float32Array(n * n) } });
    setTimeout(() => process.exit(3), 30);`;
  for (const [ending, code] of [
    [inRun, 3],
    ["process.exitCode = 4;", 4],
  ] as const) {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", source(ending)],
      { encoding: "utf8", timeout: 20_000 },
    );
    assert.deepEqual({ status, stderr }, { status: code, stderr: "" });
  }
});
