import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { answerProblem } from "../answer-problem.ts";
import { budgetAccount } from "../budget-account.ts";
import { openBudgetStore } from "../budget-store.ts";
import { callIdOf } from "../call-identity.ts";
import { openCallStore } from "../call-store.ts";
import { compose } from "../compose.ts";
import type { GenerateRequest } from "../language-model.ts";
import { openAiBatchApi } from "../openai-compatible/openai-batch-api.ts";
import { openAiCompatibleModel } from "../openai-compatible/openai-compatible-model.ts";
import { remember } from "../remember.ts";
import { repairRequest } from "../repair-request.ts";
import { retryAround } from "../retry.ts";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { settleUnfinished } from "../settle-unfinished.ts";
import { sleep } from "../sleep.ts";
import { AnswerWaits } from "./answer-waits.ts";
import { batchJobs } from "./batch-jobs.ts";
import type { BatchPort } from "./batch-port.ts";
import { type BatchLine, type BatchReply, startBatchServer } from "./batch-server-for-tests.ts";
import { openBatchStore } from "./batch-store.ts";
import { awaitJobs, defer } from "./defer.ts";

const { signal } = new AbortController();
const price = { input: 1, output: 2 };
const threeTimes = { maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 5, random: Math.random, sleep };

interface Caps {
  readonly maxCost?: number;
  readonly maxCalls?: number;
}

interface ProcessOptions {
  readonly isOn?: boolean;
  readonly retryFailed?: boolean;
  readonly requestsAtOnce?: number;
  /** Other models. */
  readonly more?: readonly BatchPort[];
}

/** A place on disk and a provider, in which processes follow each other. */
async function workplace(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-batch-"));
  const server = await startBatchServer();
  t.after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  /** One process: its work, and its end, which may come at any moment. */
  const begin = (options: Caps & ProcessOptions = {}) => {
    const calls = openCallStore(join(folder, "calls.db"));
    const budget = openBudgetStore(join(folder, "budget.db"));
    const store = openBatchStore(join(folder, "batches.db"));
    const account = budgetAccount({ store: budget, clock: Date.now, sleep });
    const served = { baseUrl: server.baseUrl, model: "wren", timeoutMs: 1000, price };
    const api = openAiBatchApi(served);
    const model = openAiCompatibleModel(served);
    const { isOn = true, requestsAtOnce = null } = options;
    let recorded = 0;
    const jobs = batchJobs({
      ...{ store, calls, budget, account, clock: Date.now },
      ports: [
        { api, isOn, requestsAtOnce, around: retryAround(threeTimes) },
        ...(options.more ?? []),
      ],
      newToken: () => crypto.randomUUID(),
      onRecorded: () => recorded++,
    });
    const rules = { store: calls, validate: answerProblem, repairRequest };
    const asked = compose(
      model,
      awaitJobs(store),
      remember({ ...rules, retryFailed: options.retryFailed }),
      defer({ store, price, maxAttempts: 2 }),
    );
    const ask = async (request: GenerateRequest): Promise<string> => {
      try {
        return (await asked.generate(request, signal)).text;
      } catch (error) {
        if (error instanceof AnswerWaits) return "waits";
        throw error;
      }
    };
    return {
      ...{ jobs, store, calls, budget, asked },
      recorded: () => recorded,
      /** As a run does it. */
      async run(requests: readonly GenerateRequest[], giveUp = false) {
        const { answers: collected } = await jobs.collect(giveUp, signal);
        settleUnfinished(budget, calls);
        const { maxCost = null, maxCalls = null } = options;
        const terms = { until: "graph", said: {}, caps: { maxCost, maxCalls, maxMinutes: null } };
        const last = budget.latest();
        if (last === undefined) account.begin(budget.open(terms));
        else {
          budget.change(last.id, terms);
          account.begin({ ...last, ...terms });
        }
        const answers = [];
        for (const request of requests) answers.push(await ask(request));
        return { collected, answers, ...(await jobs.submit(signal)) };
      },
      async end() {
        account.end();
        await Promise.all([calls.close(), model.close()]);
        budget.closeFile();
        store.close();
        api.close();
      },
    };
  };
  const run = async (
    requests: readonly GenerateRequest[],
    options: Parameters<typeof begin>[0] & { giveUp?: boolean } = {},
  ) => {
    const process = begin(options);
    try {
      return { ...(await process.run(requests, options.giveUp)), recorded: process.recorded() };
    } finally {
      await process.end();
    }
  };
  return { server, begin, run };
}

const request = (draw: number): GenerateRequest => sampleRequest({ draw });
const said = (content: string): BatchReply => ({
  status: 200,
  body: {
    choices: [{ message: { content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 30, completion_tokens: 4 },
  },
});
const cost = (30 * price.input + 4 * price.output) / 1e6;
const hello = ({ body }: BatchLine): BatchReply => said(`said ${body.seed}`);
const nano = (usd: number) => Math.round(usd * 1e9);

test("calls are submitted once, waited for, and collected once", async (t) => {
  const { server, run, begin } = await workplace(t);
  const asked = [request(1), request(2)];
  assert.deepEqual(await run(asked), {
    ...{ collected: 0, answers: ["waits", "waits"], submitted: 2, later: 0, recorded: 0 },
  });
  assert.equal(server.jobs.length, 1);
  assert.deepEqual(
    server.jobs[0]?.lines.map(({ custom_id, method, url }) => [custom_id, method, url]),
    asked.map((one) => [
      callIdOf(`openai-compatible:wren@${new URL(server.baseUrl).host}`, one),
      "POST",
      "/v1/chat/completions",
    ]),
  );
  assert.deepEqual((await run(asked)).submitted, 0);
  server.work(hello);
  const third = await run([...asked, request(3)]);
  assert.deepEqual(third, {
    ...{
      collected: 2,
      answers: ["said 1", "said 2", "waits"],
      submitted: 1,
      later: 0,
      recorded: 2,
    },
  });
  server.work(hello);
  const { answers, collected } = await run([...asked, request(3)]);
  assert.deepEqual([answers, collected], [["said 1", "said 2", "said 3"], 1]);
  assert.equal(server.jobs.length, 2);
  const last = begin();
  const { costUsd, calls } = last.calls.totals();
  assert.deepEqual([calls, nano(costUsd)], [3, nano(3 * cost)]);
  const { cost: counted, reservedCalls, calls: made } = last.budget.latest() ?? {};
  assert.deepEqual([counted, reservedCalls, made], [nano(3 * cost), 0, 3]);
  await last.end();
});

test("what does not fit the cap is not submitted, what is held counts, and what came in for less gives way", async (t) => {
  const { server, run } = await workplace(t);
  const worst =
    (Buffer.byteLength(JSON.stringify(request(1))) + 256 + 2 * request(1).maxTokens) / 1e6;
  await assert.rejects(run([request(1), request(2)], { maxCost: 1.9 * worst }), {
    code: "BUDGET_EXHAUSTED",
    message: /and 2 calls of batch jobs can cost/,
    exitCode: 3,
  });
  await assert.rejects(run([request(1), request(2)], { maxCalls: 1 }), {
    code: "BUDGET_EXHAUSTED",
    hint: /--max-calls 100`/,
  });
  assert.deepEqual(server.requests, []);
  const caps = { maxCost: 2.5 * worst };
  assert.equal((await run([request(1), request(2)], caps)).submitted, 2);
  await assert.rejects(run([request(3)], caps), { code: "BUDGET_EXHAUSTED" });
  assert.equal(server.jobs.length, 1);
  server.work(hello);
  assert.equal((await run([request(3)], caps)).submitted, 1);
});

test("a process that ends between submission and handle finds its job again", async (t) => {
  const { server, run } = await workplace(t);
  server.onSubmitted = () => true;
  await assert.rejects(run([request(1)]), { code: "MODEL_TIMEOUT" });
  server.onSubmitted = () => false;
  assert.equal(server.jobs.length, 1);
  // Others of the account stand before it in the list.
  const [job] = server.jobs;
  assert.ok(job);
  for (const id of ["x", "y", "z"]) {
    server.jobs.push({ ...job, id, inputFile: id, metadata: null, status: "completed" });
  }
  assert.deepEqual(await run([request(1)]), {
    ...{ collected: 0, answers: ["waits"], submitted: 0, later: 0, recorded: 0 },
  });
  assert.ok(server.requests.some((one) => one.includes("after=")));
  assert.equal(server.requests.filter((one) => one === "POST /batches").length, 1);
  server.work(hello);
  assert.deepEqual((await run([request(1)])).answers, ["said 1"]);
});

test("what was never submitted is free again, and costs nothing", async (t) => {
  const { server, run, begin } = await workplace(t);
  server.refuse = (one) =>
    one === "POST /batches" ? { status: 400, body: { error: { message: "not now" } } } : undefined;
  await assert.rejects(run([request(1)]), { code: "MODEL_REQUEST_REFUSED" });
  server.refuse = () => undefined;
  assert.equal((await run([request(1)])).submitted, 1);
  assert.equal(server.jobs.length, 1);
  const process = begin();
  assert.equal(process.budget.latest()?.reservedCalls, 1);
  await process.end();
  server.refuse = () => ({ status: 404, body: "no" });
  const { run: other, server: without } = await workplace(t);
  without.refuse = () => ({ status: 404, body: "no" });
  await assert.rejects(other([request(1)]), { code: "MODEL_BATCH_UNSUPPORTED" });
});

test("what was set aside for a job that was never meant is free, and for one whose end alone is known, presumed", async (t) => {
  const { server, run, begin } = await workplace(t);
  await run([request(1)]);
  const [process, token] = [begin(), "never meant"];
  const account = process.budget.latest()?.id ?? 0;
  const [job] = process.store.openJobs();
  process.store.end(job?.token ?? "", []);
  process.budget.hold(account, 1, [{ job: token, call: "another", cost: 7 }]);
  await process.end();
  server.refuse = () => ({ status: 500, body: {} });
  await run([]);
  const after = begin();
  const { presumedCalls, calls, reservedCalls } = after.budget.latest() ?? {};
  assert.deepEqual([presumedCalls, calls, reservedCalls], [1, 1, 0]);
  await after.end();
});

test("a job whose answers were recorded when the process ended is not counted twice", async (t) => {
  const { server, run, begin } = await workplace(t);
  const asked = [request(1), request(2), request(3)];
  await run(asked);
  server.work((line) => (line.body.seed === 3 ? { status: 503, body: "" } : hello(line)));
  // The answers are on disk and settled, the end of the job is not.
  const killed = begin();
  const dying = batchJobsThatDie(killed);
  await assert.rejects(dying, /the power is out/);
  await killed.end();
  const { collected, recorded, answers, submitted } = await run(asked);
  assert.deepEqual(
    [collected, recorded, answers, submitted],
    [2, 0, ["said 1", "said 2", "waits"], 1],
  );
  const process = begin();
  const { cost: counted, calls } = process.budget.latest() ?? {};
  assert.deepEqual([counted, calls, process.calls.totals().calls], [nano(2 * cost), 2, 2]);
  await process.end();
});

async function batchJobsThatDie({
  store,
  jobs,
}: ReturnType<Awaited<ReturnType<typeof workplace>>["begin"]>) {
  const { end } = store;
  Object.assign(store, {
    end: () => {
      throw new Error("the power is out");
    },
  });
  try {
    await jobs.collect(false, signal);
  } finally {
    Object.assign(store, { end });
  }
}

test("failed and expired lines go into a next job, and an item that fails too often ends the run once", async (t) => {
  const { server, run } = await workplace(t);
  const asked = [request(1), request(2)];
  await run(asked);
  server.work((line) => (line.body.seed === 1 ? hello(line) : undefined), "expired");
  assert.deepEqual((await run(asked)).answers, ["said 1", "waits"]);
  assert.deepEqual(
    server.jobs[1]?.lines.map(({ body }) => body.seed),
    [2],
  );
  server.work(() => ({ status: 429, body: { error: { message: "too many" } } }));
  await assert.rejects(run(asked), { code: "MODEL_RATE_LIMITED" });
  assert.deepEqual((await run(asked)).submitted, 1);
  server.work(hello);
  assert.deepEqual((await run(asked)).answers, ["said 1", "said 2"]);
});

test("requests without a result of a job that ended are paid and tried, and lines of strangers are told", async (t) => {
  const { server, run, begin } = await workplace(t);
  const asked = [request(1), request(2)];
  for (const round of [1, 2]) {
    await run(asked);
    server.work(hello);
    server.rewriteResults = (line) => line.replace(/"custom_id":"/, '"custom_id":"x');
    const process = begin();
    const { answers, notices } = await process.jobs.collect(false, signal);
    assert.equal(answers, 0);
    assert.match(notices.join(), /^2 lines of the results of the batch job batch_\d of .*wren/);
    const { presumedCalls, reservedCalls } = process.budget.latest() ?? {};
    assert.deepEqual([presumedCalls, reservedCalls], [2 * round, 0]);
    assert.equal(server.files.size, 2 * round, "who looks for the fault finds them");
    await process.end();
  }
  await assert.rejects(run(asked), {
    code: "MODEL_SERVER_FAILED",
    message: /without a result for a call, and with 2 lines .*\. 2 calls failed in 2 jobs/,
  });
  assert.equal(server.jobs.length, 2);
  assert.equal((await run(asked)).submitted, 2);
});

test("a line with a status behind which the model may have answered counts as paid", async (t) => {
  const { server, run, begin } = await workplace(t);
  const statuses = [408, 500, 504, 409, 429, 503, 529];
  const asked = statuses.map((_, at) => request(at));
  await run(asked);
  server.work(({ body }) => ({ status: statuses[body.seed] ?? 0, body: {} }));
  const process = begin();
  await process.jobs.collect(false, signal);
  const { presumedCalls, calls } = process.budget.latest() ?? {};
  assert.deepEqual([presumedCalls, calls], [3, 3]);
  await process.end();
});

test("calls that failed too often end one run together, and are asked anew by the next", async (t) => {
  const { server, run } = await workplace(t);
  const asked = Array.from({ length: 10 }, (_, draw) => request(draw));
  for (const _ of [1, 2]) {
    await run(asked);
    server.work(() => ({ status: 503, body: {} }));
  }
  await assert.rejects(run(asked), {
    code: "MODEL_SERVER_FAILED",
    message: /10 calls failed in 2 jobs; the next run asks again$/,
  });
  assert.equal((await run(asked)).submitted, 10);
});

test("a call that waits to be asked again is no failed one for the next who asks the same", async (t) => {
  const { server, run } = await workplace(t);
  await run([request(1)]);
  server.work(() => said(" "));
  await run([request(1)]);
  server.work(() => said(" "));
  const { answers, submitted } = await run([request(1), request(1)], { retryFailed: true });
  assert.deepEqual([answers, submitted], [["waits", "waits"], 1]);
});

test("an answer that nobody can read is asked for in a next job, and set aside when that is in vain", async (t) => {
  const { server, run, begin } = await workplace(t);
  await run([request(1)]);
  server.work(() => ({ status: 200, body: { choices: "none" } }));
  assert.equal((await run([request(1)])).submitted, 1);
  server.work(() => ({ status: 200, body: { choices: "none" } }));
  await assert.rejects(run([request(1)]), { code: "ANSWER_INVALID" });
  const process = begin();
  const { calls, presumedCalls } = process.budget.latest() ?? {};
  assert.deepEqual([calls, presumedCalls, process.calls.totals().calls], [2, 2, 2]);
  await process.end();
});

test("a prompt that is too long is set aside, what the filter refuses too, and a wrong model ends the run", async (t) => {
  const { server, run } = await workplace(t);
  await run([request(1), request(2), request(3)]);
  server.work(({ body }) => {
    const code = ["", "context_length_exceeded", "content_filter", "model_not_found"][body.seed];
    return { status: body.seed === 3 ? 404 : 400, body: { error: { code, message: "no" } } };
  });
  await assert.rejects(run([request(1)]), { code: "MODEL_NOT_FOUND" });
  await assert.rejects(run([request(1)]), { code: "PROMPT_TOO_LONG" });
  await assert.rejects(run([request(2)]), { code: "ANSWER_INVALID" });
  assert.equal((await run([request(3)])).submitted, 1);
});

test("an answer that can't be used is shown once, in a next job", async (t) => {
  const { server, run } = await workplace(t);
  await run([request(1)]);
  server.work(() => said(" "));
  assert.deepEqual((await run([request(1)])).answers, ["waits"]);
  assert.equal((await run([request(1)])).submitted, 0);
  assert.match(server.jobs[1]?.lines[0]?.body.messages.at(-1)?.content ?? "", /can't be used/);
  server.work(() => said("mended"));
  assert.deepEqual((await run([request(1)])).answers, ["mended"]);
});

test("what is asked again in a job is waited for, though an answer that can't be used is there", async (t) => {
  const { server, run } = await workplace(t);
  await run([request(1)]);
  server.work(() => said(" "));
  await run([request(1)]);
  server.work(() => said(" "));
  await assert.rejects(run([request(1)]), { code: "ANSWER_INVALID" });
  assert.equal((await run([request(1)], { retryFailed: true })).submitted, 1);
  assert.deepEqual((await run([request(1)])).answers, ["waits"]);
  server.work(() => said("at last"));
  assert.deepEqual((await run([request(1)])).answers, ["at last"]);
});

test("a job that the provider refuses is told and asked anew; one that it does not know is kept until it is given up", async (t) => {
  const { server, run, begin } = await workplace(t);
  await run([request(1)]);
  const [job] = server.jobs;
  assert.ok(job);
  Object.assign(job, { status: "failed", errors: { data: [{ message: "Enqueued too much" }] } });
  await assert.rejects(run([request(1)]), {
    code: "MODEL_BATCH_FAILED",
    message: /Enqueued too much/,
  });
  assert.equal((await run([request(1)])).submitted, 1);
  server.refuse = (one) =>
    one.startsWith("GET /batches/") ? { status: 404, body: { error: "none" } } : undefined;
  // Not one that was found unknown only now: the settings may name another account.
  await assert.rejects(run([request(1)], { giveUp: true }), { code: "MODEL_BATCH_UNKNOWN" });
  await assert.rejects(run([request(1)]), { code: "MODEL_BATCH_UNKNOWN" });
  assert.equal((await run([request(1)], { giveUp: true })).submitted, 1);
  const process = begin();
  const { presumedCalls, reservedCalls } = process.budget.latest() ?? {};
  assert.deepEqual([presumedCalls, reservedCalls], [1, 1]);
  await process.end();
});

test("where jobs are no longer wanted they are cancelled, and what they answered is collected", async (t) => {
  const { server, run } = await workplace(t);
  await run([request(1), request(2)]);
  await run([], { isOn: false });
  assert.equal(server.jobs[0]?.status, "cancelling");
  server.work((line) => (line.body.seed === 1 ? hello(line) : undefined), "cancelled");
  const { answers } = await run([request(1), request(2)], { isOn: false });
  assert.deepEqual(answers, ["said 1", "waits"]);
});

test("a job whose submission was turned away is submitted again, and what it left at the provider is deleted", async (t) => {
  const { server, run } = await workplace(t);
  let refusals = 0;
  server.refuse = (one) =>
    one === "POST /batches" && ++refusals < 3 ? { status: 429, body: {} } : undefined;
  assert.equal((await run([request(1), request(2)])).submitted, 2);
  assert.equal(server.jobs.length, 1);
  server.work((line) => (line.body.seed === 1 ? hello(line) : { status: 409, body: {} }));
  assert.equal(server.files.size, 3);
  const { answers } = await run([request(1)]);
  assert.deepEqual([answers, server.files.size], [["said 1"], 0]);
});

test("no more requests are in jobs at one time than is set, and a provider that is full has it said", async (t) => {
  const { server, run } = await workplace(t);
  const asked = [1, 2, 3, 4, 5].map(request);
  await run(asked);
  const [job] = server.jobs;
  assert.ok(job);
  const full = { code: "token_limit_exceeded", message: "Enqueued token limit reached" };
  Object.assign(job, { status: "failed", errors: { data: [full] } });
  await assert.rejects(run(asked), { code: "MODEL_BATCH_FAILED", hint: /batch-requests.* than 5/ });
  const few = { requestsAtOnce: 2 };
  const sent = async () => {
    const { submitted, later } = await run(asked, few);
    return [submitted, later];
  };
  assert.deepEqual(await sent(), [2, 3]);
  assert.deepEqual(await sent(), [0, 3]);
  server.work(hello);
  assert.deepEqual(await sent(), [2, 1]);
  server.work(hello);
  assert.deepEqual(await sent(), [1, 0]);
});

test("a server that is out of reach keeps no other job from being collected", async (t) => {
  const { server, begin, run } = await workplace(t);
  const gone = { baseUrl: "http://127.0.0.1:9/v1", model: "lark", timeoutMs: 1000, price };
  const api = openAiBatchApi(gone);
  const more = [{ api, isOn: true, requestsAtOnce: null, around: retryAround(threeTimes) }];
  const process = begin();
  process.store.gather({ call: "x", model: api.model, request: request(9), cost: 1 });
  process.store.intend([{ token: "x", model: api.model, intendedAt: 1, calls: ["x"] }]);
  process.store.uploaded("x", "file-x");
  await process.end();
  await run([request(1)]);
  server.work(hello);
  await assert.rejects(run([request(1)], { more }), { code: "MODEL_UNREACHABLE" });
  assert.equal(server.requests.filter((one) => one.endsWith("/content")).length, 1);
  assert.deepEqual((await run([request(1)])).answers, ["said 1"]);
  api.close();
});

test("what a provider calls its job reaches no terminal as it is, and a status of its own is told", async (t) => {
  const { server, begin, run } = await workplace(t);
  await run([request(1)]);
  Object.assign(server.jobs[0] ?? {}, { status: "held\u001b[2J" });
  const process = begin();
  const { notices } = await process.jobs.collect(false, signal);
  assert.match(notices.join(), /^The batch job batch_1 of .* is “held \[2J”, which says nothing/);
  assert.equal(process.store.openJobs()[0]?.status, "held [2J");
  await process.end();
});
