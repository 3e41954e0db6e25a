import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openStateDatabase } from "../state/open-state-database.ts";
import { callIdOf } from "./call-identity.ts";
import { callMigrations } from "./call-migrations.ts";
import { type NewAnswer, openCallStore } from "./call-store.ts";
import type { GenerateRequest } from "./language-model.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-call-store-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${++files}.db`);

const answer = (text: string | null, request: Partial<GenerateRequest> = {}): NewAnswer => ({
  model: "m",
  request: sampleRequest(request),
  rawAnswer: `{"text":${JSON.stringify(text)}}`,
  text,
  finishReason: text === null ? null : "stop",
  inputTokens: 12,
  outputTokens: 3,
  costUsd: 0.25,
  startedAt: 1_790_000_000_000,
  milliseconds: 40,
  reason: text === null ? "torn" : null,
});

test("a recorded answer comes back whole, also after the file was closed", async () => {
  const file = newFile();
  const store = openCallStore(file);
  const { id, attempt } = await store.record(answer("camping\u0000 in\n the rain 🏕"));
  assert.equal(id, callIdOf("m", sampleRequest()));
  await store.close();

  const again = openCallStore(file);
  const { request, ...given } = answer("camping\u0000 in\n the rain 🏕");
  const { system, prompt, answerStem, draw, ...parameters } = request;
  const asked = { system, prompt, answerStem, draw, parameters };
  assert.deepEqual(again.get(id), [{ ...given, ...asked, id, attempt, state: "recorded" }]);
  await again.close();
});

test("attempts of one call are kept side by side, and the first valid one is the answer", async () => {
  const store = openCallStore(newFile());
  const { id } = await store.record(answer(null));
  assert.equal(store.get(id)[0]?.state, "recorded");
  await store.record(answer("shopping"));
  await store.markInvalid(id, 2, "too general");
  await store.record(answer("camping"));
  await store.markValid(id, 3);
  await store.record(answer("hiking"));
  await store.markValid(id, 4);

  assert.deepEqual(
    store.get(id).map(({ attempt, text, state, reason }) => ({ attempt, text, state, reason })),
    [
      { attempt: 1, text: null, state: "recorded", reason: "torn" },
      { attempt: 2, text: "shopping", state: "invalid", reason: "too general" },
      { attempt: 3, text: "camping", state: "valid", reason: null },
      { attempt: 4, text: "hiking", state: "valid", reason: null },
    ],
  );
  await store.close();
});

test("totals count every attempt that was paid, usable or not", async () => {
  const store = openCallStore(newFile());
  assert.deepEqual(store.totals(), { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
  await store.record(answer("camping"));
  await store.record(answer(null));
  await store.record(answer("hiking", { draw: 2 }));
  assert.deepEqual(store.totals(), { calls: 3, inputTokens: 36, outputTokens: 9, costUsd: 0.75 });
  await store.close();
});

test("iterating gives every attempt once, by id, while others are written", async () => {
  const store = openCallStore(newFile());
  const draws = Array.from({ length: 450 }, (_, index) => index % 300);
  await Promise.all(draws.map((draw) => store.record(answer("camping", { draw }))));
  const keys: string[] = [];
  for (const { id, attempt } of store.iterate()) {
    keys.push(`${id} ${attempt}`);
    await store.markValid(id, attempt);
  }
  assert.equal(keys.length, 450);
  assert.deepEqual(keys, [...new Set(keys)].sort());
  await store.close();
});

test("what was recorded before kill -9 is there, with many answers on their way", {
  timeout: 20_000,
}, async () => {
  const file = newFile();
  const program = `
    import { openCallStore } from ${JSON.stringify(import.meta.resolve("./call-store.ts"))};
    const store = openCallStore(process.argv[1]);
    const answer = ${JSON.stringify(answer("camping"))};
    const ask = async (lane) => {
      for (let draw = lane; ; draw += 16) {
        const { id } = await store.record({ ...answer, request: { ...answer.request, draw } });
        process.stdout.write(id + "\\n");
      }
    };
    for (let lane = 0; lane < 16; lane++) void ask(lane);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, file]);
  let ids = "";
  child.stdout.on("data", (chunk) => {
    ids += chunk;
    if (ids.length > 10_000) child.kill("SIGKILL");
  });
  await once(child, "close");

  const store = openCallStore(file);
  const told = ids.split("\n").slice(0, -1);
  assert(told.length > 250, `only ${told.length}`);
  for (const id of told) assert.equal(store.get(id)[0]?.text, "camping");
  await store.close();
});

test("an answer that mends another is found by the call that it mends", async () => {
  const store = openCallStore(newFile());
  const { id } = await store.record(answer("bad"));
  const { id: repair } = await store.record(answer("camping", { prompt: "again", repairOf: id }));
  assert.deepEqual(
    store.repairsOf(id).map(({ id: own, repairOf, text }) => [own, repairOf, text]),
    [[repair, id, "camping"]],
  );
  assert.deepEqual(store.repairsOf(repair), []);
  await store.close();
});

test("a file of an earlier version keeps its answers", async () => {
  const file = newFile();
  const old = openStateDatabase(file, {
    migrations: callMigrations.slice(0, 1),
    synchronous: "full",
  });
  old.execute(`INSERT INTO calls VALUES ('call_1', 1, 'valid', 1, 12, 3, 0.25, 1790000000000, 40, 1,
    'stop', 'm', '{"stop":[]}', NULL, 'camping', 'for', '', 'Why?', 'raw')`);
  old.close();
  const store = openCallStore(file);
  assert.equal(store.get("call_1")[0]?.text, "camping");
  assert.deepEqual(store.repairsOf("call_1"), []);
  assert.equal(store.totals().costUsd, 0.25);
  await store.close();
});

test("a web page that an earlier version took down as invalid sets nothing aside", async () => {
  const file = newFile();
  const old = openStateDatabase(file, {
    migrations: callMigrations.slice(0, 2),
    synchronous: "full",
  });
  old.execute(`INSERT INTO calls VALUES ('call_1', 1, 'invalid', 1, 0, 0, 0, 1790000000000, 40, 1,
    NULL, 'm', '{"stop":[]}', 'no chat completion', NULL, 'for', '', 'Why?', '<html>', NULL)`);
  old.close();
  const store = openCallStore(file);
  assert.deepEqual(store.idsSetAside("m"), []);
  assert.equal(store.get("call_1")[0]?.rawAnswer, "<html>");
  await store.close();
});

test("what each model took is told, with repairs by another one for whom they mend, and nothing that was not judged", async () => {
  const store = openCallStore(newFile());
  const { id } = await store.record(answer("prose"));
  await store.markInvalid(id, 1, "no list");
  const mended = await store.record({
    ...answer("camping", { repairOf: id, prompt: "again" }),
    model: "large",
  });
  await store.markValid(mended.id, 1);
  await store.record({ ...answer("hello", { prompt: "a look" }), model: "large" });
  const verdict = await store.record(answer("{}", { prompt: "a verdict", purpose: "verdict" }));
  await store.markValid(verdict.id, verdict.attempt);
  assert.equal(store.get(verdict.id)[0]?.purpose, "verdict");
  assert.deepEqual(
    store.spentByModel().map((spent) => ({ ...spent })),
    [{ model: "m", calls: 2, inputTokens: 24, outputTokens: 6, costUsd: 0.5 }],
  );
  assert.deepEqual([store.modelOf(id), store.modelOf(mended.id)], ["m", "large"]);
  assert.equal(store.modelOf("call_0"), undefined);
  await store.close();
});
