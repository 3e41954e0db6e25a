import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
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
  readonly stages: readonly { readonly name: string; readonly state: string }[];
  readonly graph: { readonly content: string; readonly assertions: number } | null;
  readonly spent: { readonly calls: number; readonly outputTokens: number };
}

const pairs = 8;
const relations = 4;
const key = "sk-0123456789-never-written-down";
const variables = { SHOP_MODEL_KEY: key };

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());
beforeEach(() => {
  server.delayMs = () => 0;
  server.instead = () => undefined;
});

const imported = workspaceWith(
  folder,
  "imported",
  `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: ${pairs} }
language-model: { base-url: "${server.baseUrl}", model: numbered-lists, api-key: \${SHOP_MODEL_KEY}, concurrency: 4 }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
);
await fillWithMined(imported, { sessions: 500, customers: 2 });

const newWorkspace = (name: string): string => {
  const workspace = join(folder, name);
  cpSync(imported, workspace, { recursive: true });
  return workspace;
};

const run = (workspace: string, ...more: readonly string[]): Promise<Finished> =>
  cosmo(["run", "--json", ...more], { folder: workspace, variables });

async function runToEnd(workspace: string): Promise<Status> {
  const { code, out, error } = await run(workspace);
  assert.equal(code, 0, error);
  return JSON.parse(out);
}

const askedSince = (start: number): readonly Asked[] => server.asked.slice(start);

/** What the workspace has recorded, as the server saw it asked. */
function recorded(workspace: string) {
  const database = new DatabaseSync(join(workspace, "data/state/calls.db"), { readOnly: true });
  try {
    return database
      .prepare(
        "SELECT id, state, draw AS seed, prompt || char(10) || answer_stem AS prompt FROM calls",
      )
      .all() as unknown as readonly (Pick<Asked, "prompt" | "seed"> & {
      id: string;
      state: string;
    })[];
  } finally {
    database.close();
  }
}

const wordsOf = ({ prompt, seed }: Pick<Asked, "prompt" | "seed">): string =>
  JSON.stringify([prompt, seed]);

/** Names of all files below a folder that hold a text. */
const filesWith = (place: string, text: string): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));

const undisturbed = newWorkspace("undisturbed");
let undisturbedContent = "";

test("a server instead of the embedded model gives a graph, and every call is recorded", async () => {
  const { graph, spent } = await runToEnd(undisturbed);
  undisturbedContent = graph?.content ?? "";
  assert((graph?.assertions ?? 0) > pairs * relations);
  assert.equal(spent.calls, pairs * relations);
  assert.equal(spent.outputTokens, 30 * pairs * relations);
  assert.equal(server.asked.length, pairs * relations);
  assert.equal(new Set(server.asked.map(wordsOf)).size, pairs * relations);
  assert.deepEqual(new Set(server.asked.map(({ model }) => model)), new Set(["numbered-lists"]));
});

test("the key is sent as a bearer token and is written nowhere", async () => {
  for (const { authorization } of server.asked) assert.equal(authorization, `Bearer ${key}`);
  const [call] = recorded(undisturbed);
  for (const words of [["status"], ["doctor"], ["show", call?.id ?? ""], ["run", "--debug"]]) {
    const { code, out, error } = await cosmo(words, { folder: undisturbed, variables });
    assert.equal(code, 0, error);
    assert(!(out + error).includes(key));
  }
  assert.deepEqual(filesWith(undisturbed, key), []);
  // The name of the variable is there, and so would the key be found.
  assert.deepEqual(filesWith(undisturbed, "SHOP_MODEL_KEY"), [join(undisturbed, "cosmo.yaml")]);
});

test("a second run asks nothing; more pairs are the only ones asked about", async () => {
  const start = server.asked.length;
  await runToEnd(undisturbed);
  assert.equal(server.asked.length, start);
  const copy = join(folder, "more");
  cpSync(undisturbed, copy, { recursive: true });
  assert.equal((await run(copy, "--limit-pairs", String(pairs + 3))).code, 0);
  assert.equal(server.asked.length, start + 3 * relations);
});

test("a server that refuses the key and repeats it: one error, without the key", async () => {
  server.instead = () => ({ status: 401, body: { error: { message: `bad key ${key}` } } });
  const workspace = newWorkspace("refused-key");
  const finished = await cosmo(["run", "--debug"], { folder: workspace, variables });
  assert.match(finished.error, /cosmo: MODEL_KEY_REFUSED: .*SHOP_MODEL_KEY/);
  assert.equal(finished.code, 2);
  assert(!finished.error.includes(key));
  assert.deepEqual(filesWith(workspace, key), []);
});

test("a missing variable is told by its name; what needs no model works, and with it the run goes on", async () => {
  const workspace = newWorkspace("missing-key");
  const start = server.asked.length;
  const finished = await cosmo(["run"], { folder: workspace });
  const code = "MODEL_KEY_MISSING";
  assertOneError(finished, {
    exit: 2,
    code,
    place: "SHOP_MODEL_KEY",
    next: "export SHOP_MODEL_KEY",
  });
  assert.equal(server.asked.length, start);
  const { stages } = await cosmoJson<Status>(["status"], { folder: workspace });
  assert.deepEqual(
    stages.slice(0, 6).map(({ state }) => state),
    ["done", "done", "done", "done", "done", "partial"],
  );
  assert.equal((await runToEnd(workspace)).graph?.content, undisturbedContent);
});

test("429 with retry-after is waited for, and 503 tried again", async () => {
  const start = server.asked.length;
  const turnedAway = 3;
  const times: number[] = [];
  server.instead = (_asked, number) => {
    times.push(Date.now());
    if (number - start > turnedAway) return undefined;
    return number - start === turnedAway
      ? { status: 503, body: "the server starts" }
      : { status: 429, headers: { "retry-after": "1" }, body: { error: { message: "slow down" } } };
  };
  const workspace = newWorkspace("limited");
  assert.equal((await runToEnd(workspace)).graph?.content, undisturbedContent);
  const asked = askedSince(start);
  assert.equal(asked.length, pairs * relations + turnedAway);
  for (const refused of [0, 1]) {
    const again = asked.findLastIndex((one) => wordsOf(one) === wordsOf(asked[refused] as Asked));
    assert((times[again] ?? 0) - (times[refused] ?? 0) >= 1000);
  }
});

test("a server that goes on refusing ends the run, and what was answered is kept", async () => {
  const start = server.asked.length;
  server.instead = (_asked, number) =>
    number - start <= 10
      ? undefined
      : { status: 429, headers: { "retry-after": "3600" }, body: {} };
  const workspace = newWorkspace("limited-for-long");
  assertOneError(await cosmo(["run"], { folder: workspace, variables }), {
    exit: 1,
    code: "MODEL_RATE_LIMITED",
    place: server.baseUrl,
    next: "again later",
  });
  assert.equal(recorded(workspace).length, 10);
  server.instead = () => undefined;
  const resumedAt = server.asked.length;
  assert.equal((await runToEnd(workspace)).graph?.content, undisturbedContent);
  assert.equal(askedSince(resumedAt).length, pairs * relations - 10);
});

test("kill -9 with requests in flight: no recorded answer is asked for again", async () => {
  const workspace = newWorkspace("killed");
  // Answers come one by one, so that others are in flight when one has come.
  server.delayMs = (number) => 40 + ((number * 37) % 90);
  for (const answers of [3, 11, 6]) {
    const start = server.asked.length;
    const before = new Set(recordedOrNone(workspace).map(wordsOf));
    const answeredBefore = server.answered;
    const running = startCosmo(["run"], { folder: workspace, variables });
    const answered = () => server.answered - answeredBefore;
    const inFlight = () => askedSince(start).length - answered();
    const came = (): number => recordedOrNone(workspace).length - before.size;
    await until(running, () => inFlight() > 0 && answered() >= answers && came() >= answers);
    running.child.kill("SIGKILL");
    await running.finished;
    // What was in flight is answered to nobody; its count must not be taken for the next run's.
    while (inFlight() > 0) await setTimeout(5);
    for (const one of askedSince(start)) assert(!before.has(wordsOf(one)), "was asked twice");
    assert(came() >= answers);
  }
  const start = server.asked.length;
  const kept = recorded(workspace);
  assert.equal((await runToEnd(workspace)).graph?.content, undisturbedContent);
  assert.equal(askedSince(start).length, pairs * relations - kept.length);
  const calls = recorded(workspace);
  assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length);
  assert.deepEqual(new Set(calls.map(({ state }) => state)), new Set(["valid"]));
});

const recordedOrNone = (workspace: string) => {
  const state = join(workspace, "data/state");
  return readdirSync(state).includes("calls.db") ? recorded(workspace) : [];
};

test("doctor asks the server anew: one that has gone away is found out", async () => {
  const other = await startNumberedListServer();
  const workspace = workspaceWith(
    folder,
    "doctor",
    `language-model:\n  base-url: ${other.baseUrl}\n  model: m\nrefinement: { cosine-by: none }\ncritic: { by: none }\n`,
  );
  const model = async () => {
    const { out } = await cosmo(["doctor", "--json"], { folder: workspace });
    const { findings } = JSON.parse(out);
    return findings.find(({ check }: { check: string }) => check.startsWith("model "));
  };
  assert.equal((await model()).ok, true);
  other.close();
  const { ok, finding, next } = await model();
  assert.equal(ok, false);
  assert.match(finding, /^MODEL_UNREACHABLE: /);
  assert.match(next, /language-model\.base-url/);
});

test("doctor looks at each of several models, one of them gone; --no-calls asks nothing", async () => {
  const gone = await startNumberedListServer();
  gone.close();
  const workspace = workspaceWith(
    folder,
    "doctor-of-several",
    `language-models:
  small: { base-url: "${server.baseUrl}", model: s, api-key: \${SHOP_MODEL_KEY} }
  gone: { base-url: "${gone.baseUrl}", model: m }
roles: { generate: small, rewrite: gone }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
  );
  const doctor = async (...words: readonly string[]) => {
    const finished = await cosmo(["doctor", "--json", ...words], { folder: workspace, variables });
    assert(!(finished.out + finished.error).includes(key));
    return { ...finished, ...JSON.parse(finished.out) };
  };
  const start = server.asked.length;
  const unasked = await doctor("--no-calls");
  assert.equal(server.asked.length, start);
  assert.equal(unasked.models[0].calls, 0);

  const { code, error, models, findings } = await doctor();
  assert.equal(code, 1);
  assert.match(error, /Asking 2 models 6 questions/);
  assert.deepEqual(
    models.map(({ name, roles }: { name: string; roles: readonly string[] }) => [name, roles]),
    [
      ["small", ["generate"]],
      ["gone", ["rewrite"]],
    ],
  );
  const [small, other] = models;
  assert.equal(small.answers.length, 5);
  assert.deepEqual([small.obeysSchema, small.givesLogProbabilities], [false, false]);
  assert.equal(server.asked.length, start + 3);
  assert.equal(other.answers, null);
  const failed = findings.find(({ finding }: { finding: string }) =>
    finding.startsWith("MODEL_UNREACHABLE"),
  );
  assert.match(failed.check, /^model gone /);
  assert.match(failed.next, /language-models\.gone\.base-url/);
  assert.equal(recorded(workspace).length, 3);
});
