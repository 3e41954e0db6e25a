import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  type Finished,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";
import { type Asked, startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";

interface Status {
  readonly spent: { readonly calls: number; readonly costUsd: number };
  readonly price: { readonly input: number } | null;
  readonly lastRun: {
    readonly finished: boolean;
    readonly costUsd: number | null;
    readonly presumedUsd: number | null;
    readonly calls: number;
    readonly presumedCalls: number;
    readonly minutes: number;
    readonly maxCost: number | null;
    readonly maxCalls: number | null;
  } | null;
}

const calls = 8 * 4;
/** Dollars per million tokens. */
const price = { input: 100, output: 400 };

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());
beforeEach(() => {
  server.delayMs = () => 0;
  server.instead = () => undefined;
});

const settings = (address: string, model: string) => `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: 8 }
language-model: { base-url: "${address}", model: numbered-lists, concurrency: 4${model} }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
const imported = workspaceWith(
  folder,
  "imported",
  settings(server.baseUrl, `, price: { input: ${price.input}, output: ${price.output} }`),
);
await fillWithMined(imported, { sessions: 500, customers: 2 });

const newWorkspace = (name: string): string => {
  const workspace = join(folder, name);
  cpSync(imported, workspace, { recursive: true });
  return workspace;
};
const run = (workspace: string, ...words: readonly string[]): Promise<Finished> =>
  cosmo(["run", ...words], { folder: workspace });
const status = (workspace: string): Promise<Status> =>
  cosmoJson<Status>(["status"], { folder: workspace });

/** What the server writes on its bill: whatever it took up, whether or not somebody heard the answer. */
const billed = (asked: readonly Asked[]): number =>
  asked.reduce(
    (sum, { prompt }) => sum + (prompt.length * price.input + 30 * price.output) / 1e6,
    0,
  );
const close = (one: number, other: number) =>
  assert(Math.abs(one - other) < 1e-6, `${one} ${other}`);
const wordsOf = ({ prompt, seed }: Asked): string => JSON.stringify([prompt, seed]);

test("Ctrl-C waits for the answers that are on their way: they are paid for, and nothing is asked twice", async () => {
  const workspace = newWorkspace("interrupted");
  const start = server.asked.length;
  const asked = () => server.asked.slice(start);
  server.delayMs = () => 1_500;
  const running = startCosmo(["run"], { folder: workspace });
  await until(running, () => asked().length === 4);
  running.child.kill("SIGINT");
  const { code, error } = await running.finished;
  assert.equal(code, 130, error);
  assert.match(error, /wait for answers that are on their way/);
  assert.equal(asked().length, 4);
  const { lastRun, spent } = await status(workspace);
  assert.deepEqual([spent.calls, lastRun?.calls, lastRun?.presumedCalls], [4, 4, 0]);
  server.delayMs = () => 0;
  assert.equal((await run(workspace)).code, 0);
  assert.equal(new Set(asked().map(wordsOf)).size, asked().length);
});

test("a cap in money holds over kill -9 and is raised: every answer is asked for once", async () => {
  const workspace = newWorkspace("killed");
  const start = server.asked.length;
  const asked = () => server.asked.slice(start);
  const cap = 1.2;
  server.delayMs = (number) => 40 + ((number * 37) % 90);
  const answeredBefore = server.answered;
  const answered = () => server.answered - answeredBefore;
  const running = startCosmo(["run", "--max-cost", String(cap)], { folder: workspace });
  await until(running, () => answered() >= 4 && asked().length > answered());
  running.child.kill("SIGKILL");
  await running.finished;
  while (asked().length > answered()) await setTimeout(5);
  const atKill = asked().length;
  assert((await status(workspace)).lastRun?.finished === false);

  // The cap is not said again.
  const stopped = await run(workspace);
  assert.match(stopped.error, /Going on with the run that was stopped: \$[\d.]+ of \$1\.20/);
  assertOneError(stopped, {
    exit: 3,
    code: "BUDGET_EXHAUSTED",
    place:
      /spent \$[\d.]+ of \$1\.20, and the next call can cost \$[\d.]+; at most \d+ answers are left/,
    next: "`cosmo run --max-cost 2.40`",
  });
  assert(asked().length > atKill, "the second run asked too");
  assert(asked().length < calls);
  assert(billed(asked()) <= cap, `${billed(asked())} was billed`);
  const { lastRun, spent } = await status(workspace);
  assert.deepEqual([lastRun?.finished, lastRun?.maxCost], [false, cap]);
  // What was in flight at the kill counts as the most it can have cost; the rest as the server bills it.
  assert((lastRun?.presumedCalls ?? 0) <= 4);
  assert((lastRun?.costUsd ?? 0) >= billed(asked()) - 1e-6);
  assert((lastRun?.costUsd ?? 0) <= cap);
  close((lastRun?.costUsd ?? 0) - (lastRun?.presumedUsd ?? 0), spent.costUsd);

  const kept = spent.calls;
  const beforeRaise = asked().length;
  const ended = await run(workspace, "--max-cost", "none", "--json");
  assert.equal(ended.code, 0, ended.error);
  assert.equal(asked().length - beforeRaise, calls - kept);
  const all = await status(workspace);
  assert.equal(all.spent.calls, calls);
  assert.equal(new Set(asked().map(wordsOf)).size, calls);
  assert.deepEqual([all.lastRun?.finished, all.lastRun?.maxCost], [true, null]);
  // The next run is another one, with nothing spent.
  assert.equal((await run(workspace)).code, 0);
  assert.equal((await status(workspace)).lastRun?.calls, 0);
});

test("a cap in calls stops the run, and a raised one goes on", async () => {
  const workspace = newWorkspace("calls");
  const start = server.asked.length;
  assertOneError(await run(workspace, "--max-calls", "10"), {
    exit: 3,
    code: "BUDGET_EXHAUSTED",
    place: "10 of 10 calls",
    next: "--max-calls 100",
  });
  assert.equal(server.asked.length - start, 10);
  assert.equal((await run(workspace)).code, 3);
  assert.equal(server.asked.length - start, 10);
  assert.equal((await run(workspace, "--max-calls", "100")).code, 0);
  assert.equal(server.asked.length - start, calls);
});

test("a cap in minutes lets no further call begin; what needs no model is done all the same", async () => {
  const workspace = newWorkspace("minutes");
  const start = server.asked.length;
  assertOneError(await run(workspace, "generate", "--max-minutes", "0"), {
    exit: 3,
    code: "BUDGET_EXHAUSTED",
    place: /taken [\d.]+ of 0 minutes/,
    next: /cosmo run generate --max-minutes 1/,
  });
  assert.equal(server.asked.length, start);
  assert.equal((await run(workspace, "mine")).code, 0);
  // That was not the end of the run which was stopped.
  assert.equal((await run(workspace)).code, 3);
  assert.equal((await run(workspace, "--max-minutes", "none")).code, 0);
});

test("refusals and answers that nobody can read: the first are free, the others are presumed", async () => {
  const workspace = newWorkspace("garbage");
  const start = server.asked.length;
  server.instead = (_asked, number) => {
    if (number - start === 3) return { status: 200, body: "what?" };
    return number - start === 5 ? { status: 503, body: {} } : undefined;
  };
  const ended = await run(workspace, "--max-cost", "50", "--json");
  assert.equal(ended.code, 0, ended.error);
  const { lastRun } = await status(workspace);
  assert.equal(server.asked.length - start, calls + 2);
  assert.deepEqual([lastRun?.calls, lastRun?.presumedCalls], [calls + 1, 1]);
});

test("defaults in cosmo.yaml cap every run anew", async () => {
  const workspace = workspaceWith(
    folder,
    "defaults",
    `${settings(server.baseUrl, "")}budget: { max-calls: ${calls} }\n`,
  );
  cpSync(join(imported, "data"), join(workspace, "data"), { recursive: true });
  assert.equal((await run(workspace)).code, 0);
  const { lastRun, price: known } = await status(workspace);
  // A server on this machine costs nothing.
  assert.deepEqual([lastRun?.maxCalls, lastRun?.costUsd, known?.input], [calls, 0, 0]);
  const { out } = await run(workspace, "--limit-pairs", "9");
  assert.match(out, new RegExp(`Last run: \\$0\\.00, 4 of ${calls} calls`));
});

test("without a known price a cap in money is refused before anything is asked, and told as unknown", async () => {
  const workspace = workspaceWith(
    folder,
    "unknown-price",
    settings("http://models.invalid/v1", ""),
  );
  cpSync(join(imported, "data"), join(workspace, "data"), { recursive: true });
  assertOneError(await run(workspace, "--max-cost", "5"), {
    exit: 2,
    code: "PRICE_UNKNOWN",
    place: "not known",
    next: /price: \{ input: …, output: … \}.*language-model/,
  });
  assert.equal((await run(workspace, "mine", "--max-cost", "5")).code, 0);
  const { out } = await cosmo(["status"], { folder: workspace });
  assert.match(out, /price unknown/);
  assert.equal((await status(workspace)).price, null);
});
