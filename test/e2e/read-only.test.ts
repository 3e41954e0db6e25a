import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { assertOneError, cosmo, cosmoJson, temporaryFolder } from "./cosmo-command.ts";
import { mountToRead } from "./mounts.ts";
import { replayedDemo } from "./replayed-demo.ts";
import { ask, serve } from "./served-workspace.ts";

const folder = temporaryFolder();
/** Where the workspace may be written, and where it may be read alone. */
const source = join(folder, "source");
const place = mkdtempSync(join(tmpdir(), "cosmo-e2e-to-read-"));
const workspace = join(place, "shop");
mkdirSync(source);
const reason = mountToRead(source, place);
if (reason === undefined) await replayedDemo(join(source, "shop"));

interface Miss {
  readonly match: string;
  readonly queued: boolean;
}

test("a workspace that is mounted to read is shown, explained and checked", {
  skip: reason,
}, async () => {
  const { graph } = await cosmoJson<{ graph: { assertions: number } }>(["status"], {
    folder: workspace,
  });
  assert.ok(graph.assertions > 0);
  for (const words of [
    ["show", "coffee"],
    ["show", "set-aside"],
    ["graph", "log"],
    ["graph", "validate"],
    ["evaluate", "mining"],
  ]) {
    const { code, error } = await cosmo(words, { folder: workspace });
    assert.equal(code, 0, `${words.join(" ")}: ${error}`);
  }
  const doctor = await cosmo(["doctor", "--no-calls"], { folder: workspace });
  assert.match(doctor.out, /workspace: .* can't be written/);
});

test("it is served; a miss says that it is not noted, and so does the start", {
  skip: reason,
}, async () => {
  const serving = await serve(workspace);
  assert.match(serving.said(), /shop is read-only: what is asked in vain is not noted/);
  const known = await ask<{ total: number; knowledge: readonly { edge: string }[] }>(
    serving,
    "/v1/query/knowledge?text=coffee",
  );
  assert.ok(known.body.total > 0);
  const missed = await ask<Miss>(serving, "/v1/query/knowledge?text=unheard%20of");
  assert.deepEqual([missed.body.match, missed.body.queued], ["none", false]);
  assert.equal((await ask(serving, "/v1/status")).status, 200);
  const evidence = await ask(serving, `/v1/edges/${known.body.knowledge[0]?.edge}`);
  assert.equal(evidence.status, 200, JSON.stringify(evidence.body));
  serving.running.child.kill("SIGTERM");
  assert.deepEqual((await serving.running.finished).code, 0);
});

test("what would write says that it may not", { skip: reason }, async () => {
  for (const words of [["run"], ["import", "labels", "none.jsonl"], ["prune"]]) {
    const finished = await cosmo(words, { folder: workspace });
    assert.match(finished.error, /Next: /);
    assert.notEqual(finished.code, 0, words.join(" "));
  }
  assertOneError(await cosmo(["run"], { folder: workspace }), {
    exit: 2,
    code: "NOT_WRITABLE",
    place: "read-only",
    next: "--workspace",
  });
});

test("what another process is writing is read too; what one left in the middle is told", {
  skip: reason,
}, async () => {
  const state = join("data", "state", "calls.db");
  const [writing, left] = [join(source, "writing"), join(source, "left")];
  for (const copy of [writing, left]) cpSync(join(source, "shop"), copy, { recursive: true });
  const database = new DatabaseSync(join(writing, state));
  database.exec("PRAGMA wal_autocheckpoint = 0; UPDATE calls SET asked_here = 1");
  cpSync(join(writing, state), join(left, state));
  cpSync(join(writing, `${state}-wal`), join(left, `${state}-wal`));
  const asked = async (of: string) =>
    (await cosmoJson<{ spent: { calls: number } }>(["status"], { folder: join(place, of) })).spent;
  assert.equal((await asked("shop")).calls, 0);
  assert.ok((await asked("writing")).calls > 0);
  database.close();
  assertOneError(await cosmo(["status"], { folder: join(place, "left") }), {
    exit: 2,
    code: "STATE_UNUSABLE",
    place: "was left in the middle of writing",
    next: "cosmo status",
  });
});
