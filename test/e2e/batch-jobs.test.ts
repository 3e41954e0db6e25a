import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  type BatchLine,
  type BatchReply,
  startBatchServer,
} from "../../src/language-model/batch/batch-server-for-tests.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { numberedList } from "./numbered-list-server.ts";
import { importSample, jsonLines, writeSampleLog } from "./sample-log.ts";

interface Status {
  readonly stages: readonly { readonly name: string; readonly state: string }[];
  readonly graph: { readonly content: string } | null;
  readonly spent: { readonly calls: number; readonly costUsd: number };
  readonly batchJobs: readonly {
    readonly batch: string | null;
    readonly status: string;
    readonly requests: number;
    readonly answered: number;
  }[];
  readonly lastRun: {
    readonly finished: boolean;
    readonly calls: number;
    readonly costUsd: number;
  };
}

interface Run extends Status {
  readonly batch: {
    readonly collected: number;
    readonly notices: readonly string[];
    readonly submitted: number;
    readonly later: number;
    readonly waits: boolean;
  };
}

const folder = temporaryFolder();
const server = await startBatchServer();
after(() => server.close());
const listed = (body: BatchLine["body"]): BatchReply => ({
  status: 200,
  body: numberedList(String(body.messages.at(-1)?.content)),
});
const answered = ({ body }: BatchLine): BatchReply => listed(body);
server.live = listed;

const log = await writeSampleLog(folder, 300);
// What was bought of products without a type is asked about in the second pass.
const catalogue = readFileSync(log.productsFile, "utf8").trim().split("\n");
writeFileSync(
  log.productsFile,
  jsonLines(
    catalogue.map((line) => {
      const product = JSON.parse(line);
      const isTyped = product.productType < "n";
      return isTyped ? product : { ...product, productType: null, categoryPath: [] };
    }),
  ),
);

const key = "a-key-that-nobody-may-see";
const variables = { SHOP_KEY: key };
const workspaceOf = (name: string, batch: string): string =>
  workspaceWith(
    folder,
    name,
    `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: wren, api-key: \${SHOP_KEY}, price: { input: 100, output: 400, batch: 0.5 }${batch} }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
catalogue: { assign-types: false }
mining: { query-gate: { customers: 1 } }
generation:
  scopes: [product-type, query, pair]
  limit-types: 5
  limit-queries: 4
  limit-pairs: 3
`,
  );

const live = workspaceOf("live", "");
const batch = workspaceOf("batch", ", batch: true");
await importSample(log, live);
cpSync(join(live, "data"), join(batch, "data"), { recursive: true });
const options = { folder: batch, variables };
const run = (): Promise<Run> => cosmoJson<Run>(["run"], options);
const status = (): Promise<Status> => cosmoJson<Status>(["status"], options);
const posted = (): number => server.requests.filter((one) => one === "POST /batches").length;
const expected = cosmoJson<Status>(["run"], { folder: live, variables });

/** Kills the command as soon as something has come about at the server. */
async function killedWhen(
  hook: "onSubmitted" | "onRead",
  signal: NodeJS.Signals,
  isSo: (what: never) => boolean = () => true,
): Promise<number | null> {
  const running = startCosmo(["run"], options);
  server[hook] = (what) => {
    if (!isSo(what as never)) return false;
    running.child.kill(signal);
    return true;
  };
  const { code } = await running.finished;
  server[hook] = () => false;
  return code;
}

interface Plan {
  readonly price: { readonly input: number };
  readonly total: { readonly calls: number };
  readonly inJobs: { readonly calls: number; readonly costUsd: number };
}
let plannedCalls = 0;

test("a plan tells the price of jobs, and what does not fit a cap is not submitted", async () => {
  await expected;
  const [inJobs, byThemselves] = await Promise.all(
    [batch, live].map((workspace) =>
      cosmoJson<Plan>(["run", "--plan"], {
        ...{ folder: workspace, variables },
      }),
    ),
  );
  assert.deepEqual([inJobs?.price.input, byThemselves?.price.input], [50, 100]);
  plannedCalls = inJobs?.total.calls ?? 0;
  assert.deepEqual(inJobs?.inJobs, { calls: 0, costUsd: 0 });
  const { out } = await cosmo(["run", "--plan"], options);
  assert.match(out, /batch\s+jobs,\s+it\s+takes\s+up\s+to\s+24\s+hours/);
  assertOneError(await cosmo(["run", "--max-calls", "59"], options), {
    ...{ exit: 3, code: "BUDGET_EXHAUSTED", place: /60 calls of batch jobs/ },
    next: "`cosmo run --max-calls 118`",
  });
  assert.equal(posted(), 0);
  await cosmo(["run", "--max-calls", "60"], { folder: batch, variables: {} }).then((finished) =>
    assertOneError(finished, {
      ...{ exit: 2, code: "MODEL_KEY_MISSING", place: "SHOP_KEY", next: "export SHOP_KEY" },
    }),
  );
});

test("a job whose submission was killed is found again, and waited for", async () => {
  assert.equal(await killedWhen("onSubmitted", "SIGKILL"), null);
  assert.deepEqual((await status()).batchJobs, [
    {
      ...{ batch: null, model: `openai-compatible:wren@${new URL(server.baseUrl).host}` },
      ...{ status: "intended", requests: 60, answered: 0, failed: 0 },
      ...{ submittedAt: null, checkedAt: null },
    },
  ]);
  const found = await run();
  assert.deepEqual(found.batch, { collected: 0, notices: [], submitted: 0, later: 0, waits: true });
  assert.equal(posted(), 1);
  const [job] = server.jobs;
  assert.ok(job);
  job.status = "in_progress";
  job.counts = { total: 60, completed: 7, failed: 0 };
  const { code, out } = await cosmo(["run"], options);
  assert.equal(code, 0);
  assert.match(out, /batch_1 of \S+: in_progress, 7\s+of\s+60\s+questions\s+answered/);
  assert.match(out, /Nothing new was submitted/);
  assert.match(out, /generate\s+waiting/);
  // What the job asks is not planned again.
  const { total, inJobs } = await cosmoJson<Plan>(["run", "--plan"], options);
  assert.deepEqual([total.calls, inJobs.calls], [plannedCalls - 60, 60]);
  assert.ok(inJobs.costUsd > 0);
  const { stages, lastRun } = await status();
  assert.equal(stages.find(({ name }) => name === "generate")?.state, "waiting");
  assert.deepEqual([lastRun.finished, lastRun.calls], [false, 60]);
});

test("failed and expired lines go into a next job, and a collection that was killed goes on", async () => {
  const failing = new Set(server.jobs[0]?.lines.slice(0, 5).map(({ custom_id }) => custom_id));
  const unanswered = new Set(server.jobs[0]?.lines.slice(5, 12).map(({ custom_id }) => custom_id));
  server.work((line) => {
    if (unanswered.has(line.custom_id)) return undefined;
    return failing.has(line.custom_id) ? { status: 503, body: {} } : answered(line);
  }, "expired");
  assert.equal(
    await killedWhen("onRead", "SIGKILL", (file) => file === server.jobs[0]?.errorFile),
    null,
  );
  // The submission of the rest is interrupted by hand.
  assert.equal(await killedWhen("onSubmitted", "SIGINT"), 130);
  const { spent, batchJobs } = await status();
  assert.equal(spent.calls, 48);
  assert.deepEqual(
    batchJobs.map(({ requests }) => requests),
    [12],
  );
});

test("both passes come to the same graph as calls that were made by themselves, each asked and paid for once", async () => {
  server.work(answered);
  // The cap of sixty calls holds for the whole run, with its second pass.
  const capped = await cosmo(["run"], options);
  assertOneError(capped, {
    ...{ exit: 3, code: "BUDGET_EXHAUSTED", place: /made 60 of 60 calls, and 28 calls of batch/ },
    next: "`cosmo run --max-calls 120`",
  });
  assert.equal(posted(), 2);
  let last = await cosmoJson<Run>(["run", "--max-calls", "none"], options);
  for (let round = 0; last.batch.waits; round++) {
    assert.ok(round < 6, "it ends");
    server.work(answered);
    last = await run();
  }
  const whole = await expected;
  assert.equal(last.graph?.content, whole.graph?.content);
  assert.equal(last.spent.calls, whole.spent.calls);
  assert.ok(Math.abs(last.spent.costUsd - whole.spent.costUsd / 2) < 1e-9);
  assert.deepEqual([last.lastRun.finished, last.batchJobs], [true, []]);
  assert.deepEqual(
    server.jobs.map(({ lines }) => lines.length),
    [60, 12, whole.spent.calls - 60],
  );
  assert.equal(posted(), 3);
  assert.ok(Math.abs(last.lastRun.costUsd - last.spent.costUsd) < 1e-6);
  const jobs = server.requests.length;
  assert.deepEqual((await run()).batch, {
    collected: 0,
    notices: [],
    submitted: 0,
    later: 0,
    waits: false,
  });
  assert.equal(server.requests.length, jobs, "a run without jobs asks nothing");
});

test("the key is in no file", () => {
  assert.deepEqual([...server.authorizations], [`Bearer ${key}`]);
  for (const entry of readdirSync(batch, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    assert.equal(readFileSync(file).includes(key), false, file);
  }
});
