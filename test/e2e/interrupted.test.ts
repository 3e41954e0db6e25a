import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { StageRecord } from "../../src/stage/stage-record.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import {
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";
import { embeddedModelsAbsent } from "./embedded-models.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithImported, importOwnLabels } from "./sample-log.ts";

/** Twelve pairs, one relation, two draws. */
const answers = 12 * 2;
/** What has come about before a kill, which follows within half a second: one moment of each phase. */
const moments = [
  { answers: 0, datasets: 0 },
  { answers: 2, datasets: 0 },
  { answers: 10, datasets: 0 },
  { answers: 18, datasets: 0 },
  { answers: answers, datasets: 6 },
  { answers: answers, datasets: 9 },
  { answers: answers, datasets: 11 },
];
const longestMs = 500;
/** Of a run that has its answers. */
const kills = 10;
const seed = 7;

/** Stages whose parts a run makes; products and events are imported. */
const madeTables = [
  "queries",
  "pairs",
  "candidates",
  "tails",
  "claims",
  "scores",
  "aliases",
  "nodes",
  "eventDays",
  "carriedEvents",
  "observedSearches",
  "observedShows",
  "observedPurchases",
];
const servedTables = ["assertions", "edges", "heads"];

interface Status {
  readonly graph: { readonly content: string; readonly assertions: number } | null;
  readonly spent: { readonly calls: number };
}

const runToEnd = (workspace: string): Promise<Status> =>
  cosmoJson<Status>(["run"], { folder: workspace });

/** Each dataset's content, as the stages recorded it. */
function contents(workspace: string): Readonly<Record<string, string>> {
  const files = globSync(join(workspace, "data/stages/*/*.json")).toSorted();
  return Object.fromEntries(
    files.flatMap((file) => {
      const { writes } = JSON.parse(readFileSync(file, "utf8")) as StageRecord;
      const stage = basename(dirname(file));
      return Object.entries(writes).map(([name, { content }]) => [`${stage} ${name}`, content]);
    }),
  );
}

const stagesDone = (workspace: string): number =>
  globSync(join(workspace, "data/stages/*/*.json")).length;

interface Plan {
  readonly total: { readonly inputTokens: number };
}

interface Attempt {
  readonly id: string;
  readonly state: string;
  readonly inputTokens: number;
}

function attempts(workspace: string): readonly Attempt[] {
  const file = join(workspace, "data/state/calls.db");
  if (!existsSync(file)) return [];
  // After a kill the next run recovers the file, and who reads waits for that.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    return database
      .prepare("SELECT id, state, input_tokens AS inputTokens FROM calls ORDER BY id")
      .all() as unknown as Attempt[];
  } finally {
    database.close();
  }
}

/** Back to what was imported and answered, so that a run has work again. */
function forgetResults(workspace: string): void {
  const data = join(workspace, "data");
  for (const table of [...madeTables, ...servedTables]) {
    rmSync(join(data, "parts", table), { recursive: true, force: true });
  }
  for (const name of readdirSync(join(data, "state"))) {
    if (/^(measures|vectors)\.db/.test(name)) rmSync(join(data, "state", name));
  }
  for (const name of ["stages", "graph"])
    rmSync(join(data, name), { recursive: true, force: true });
}

const absent = await embeddedModelsAbsent();

describe("a run that is stopped", { skip: absent ?? false }, async () => {
  const folder = temporaryFolder();
  const imported = workspaceWith(
    folder,
    "imported",
    `site: wren-and-larder
mining: { query-gate: { customers: 1 } }
generation: { scopes: [pair], limit-pairs: 12, relations: [usedFor] }
language-model: { workers: 1 }
critic: { sample-labels: false }
# What the embedded model says depends on the processor's arithmetic: of so few claims none may be plausible.
graph: { plausibility: 0.01 }
`,
  );
  const disturbed = join(folder, "disturbed");
  let planned = 0;

  test("by Ctrl-C ends soon with exit code 130 and says that it can go on", async () => {
    await fillWithImported(imported, 400);
    await importOwnLabels(folder, imported);
    planned = (await cosmoJson<Plan>(["run", "--plan"], { folder: imported })).total.inputTokens;
    cpSync(imported, disturbed, { recursive: true });
    const running = startCosmo(["run"], { folder: disturbed });
    await until(running, () => attempts(disturbed).length > 0);
    const stoppedAt = Date.now();
    running.child.kill("SIGINT");
    const { code, out, error } = await running.finished;
    assert.deepEqual([code, out], [130, ""]);
    assert.match(error, /cosmo: INTERRUPTED: .*\nNext: run the same command/);
    assert.doesNotMatch(error, /^\s+at /m);
    assert(Date.now() - stoppedAt < 10_000);
    assert.equal(existsSync(join(disturbed, "data/lock")), false);
    assert(attempts(disturbed).length < answers);
  });

  test("by kill -9 at a random moment of each phase loses no answer and asks for none twice", async (context) => {
    const random = seededRandom(seed);
    forgetResults(disturbed);
    const datasets = () => Object.keys(contents(disturbed)).length;
    for (const moment of moments) {
      for (let isKilled = false; !isKilled; ) {
        const before = attempts(disturbed);
        const running = startCosmo(["run"], { folder: disturbed });
        await until(
          running,
          () =>
            running.child.exitCode !== null ||
            (attempts(disturbed).length >= moment.answers && datasets() >= moment.datasets),
        );
        await Promise.race([setTimeout(longestMs * random.next()), running.finished]);
        running.child.kill("SIGKILL");
        const { code, error } = await running.finished;
        const after = new Set(attempts(disturbed).map(({ id }) => id));
        for (const { id } of before) assert(after.has(id), `${id} was lost`);
        isKilled = code === null;
        if (isKilled) {
          context.diagnostic(`killed with ${after.size} answers and ${datasets()} datasets done`);
        } else {
          assert.equal(code, 0, error);
          forgetResults(disturbed);
        }
      }
    }
    const { graph } = await runToEnd(disturbed);
    assert((graph?.assertions ?? 0) > 0);
    const all = attempts(disturbed);
    assert.equal(all.length, answers);
    assert.equal(new Set(all.map(({ id }) => id)).size, answers);
    const asked = all.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
    assert.equal(planned, asked, "a plan counts by the model's own tokenizer");
    // Each was judged: an empty answer is no valid one, and is not asked for again either.
    for (const { state } of all) assert(["valid", "invalid"].includes(state), state);
    await runToEnd(disturbed);
    assert.deepEqual(attempts(disturbed), all);
  });

  for (const threads of [1, 2]) {
    test(`ends as an undisturbed one with the same answers, with ${threads} threads of SQL`, async () => {
      const undisturbed = join(folder, `undisturbed-${threads}`);
      cpSync(imported, undisturbed, { recursive: true });
      appendFileSync(join(undisturbed, "cosmo.yaml"), `sql: { threads: ${threads} }\n`);
      mkdirSync(join(undisturbed, "data/state"), { recursive: true });
      cpSync(join(disturbed, "data/state/calls.db"), join(undisturbed, "data/state/calls.db"));
      // Once is enough to see that the critic comes out the same when it is trained again, and what is measured too.
      if (threads > 1) {
        for (const name of ["models", "state/measures.db"]) {
          cpSync(join(disturbed, "data", name), join(undisturbed, "data", name), {
            recursive: true,
          });
        }
      }
      const { graph } = await runToEnd(undisturbed);
      const disturbedStatus = await cosmoJson<Status>(["status"], { folder: disturbed });
      assert.equal(graph?.content, disturbedStatus.graph?.content);
      assert.deepEqual(contents(undisturbed), contents(disturbed));
      assert.equal(Object.keys(contents(undisturbed)).length, 36);
      assert.deepEqual(attempts(undisturbed), attempts(disturbed));
    });
  }
});

test("kill -9 in any stage of a run that has its answers: the end is the same", async (context) => {
  const folder = temporaryFolder();
  const server = await startNumberedListServer();
  after(() => server.close());
  const workspace = workspaceWith(
    folder,
    "answered",
    `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: 6 }
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
  );
  await fillWithImported(workspace, 300);
  const { graph } = await runToEnd(workspace);
  const undisturbed = contents(workspace);
  const asked = server.asked.length;

  const random = seededRandom(seed);
  const reached = new Set<number>();
  forgetResults(workspace);
  for (let killed = 0; killed < kills; ) {
    const stages = stagesDone(workspace);
    const running = startCosmo(["run"], { folder: workspace });
    // The first one in its first stage, the others in the one behind that in which the last was killed.
    const isThere = () => killed === 0 || stagesDone(workspace) > stages;
    await until(running, () => running.child.exitCode !== null || isThere());
    await Promise.race([setTimeout(longestMs * random.next()), running.finished]);
    running.child.kill("SIGKILL");
    const { code, error } = await running.finished;
    if (code === null) {
      killed += 1;
      reached.add(Object.keys(contents(workspace)).length);
    } else {
      assert.equal(code, 0, error);
      forgetResults(workspace);
    }
  }
  context.diagnostic(`datasets that were done at the kills: ${[...reached].join(", ")}`);
  assert.equal((await runToEnd(workspace)).graph?.content, graph?.content);
  assert.deepEqual(contents(workspace), undisturbed);
  assert.equal(server.asked.length, asked);
  assert.equal((await cosmo(["graph", "validate"], { folder: workspace })).code, 0);
});
