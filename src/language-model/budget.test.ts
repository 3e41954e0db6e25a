import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { CosmoError } from "../domain/cosmo-error.ts";
import { budget } from "./budget.ts";
import { budgetAccount } from "./budget-account.ts";
import type { BudgetCaps } from "./budget-caps.ts";
import { BudgetExhaustedError } from "./budget-exhausted-error.ts";
import { openBudgetStore } from "./budget-store.ts";
import { compose } from "./compose.ts";
import type { GenerateRequest, Wrapper } from "./language-model.ts";
import { limit } from "./limit.ts";
import { fromNanoDollars } from "./nano-dollars.ts";
import { notBilled } from "./not-billed.ts";
import { costOf } from "./prices/price.ts";
import { tokensAtMost } from "./prices/tokens-at-most.ts";
import { retry } from "./retry.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { sleep } from "./sleep.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-budget-"));
const store = openBudgetStore(join(folder, "budget.db"));
after(() => {
  store.closeFile();
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;
const price = { input: 1000, output: 1000 };
const worst = costOf(price, tokensAtMost(sampleRequest()));
const none: BudgetCaps = { maxCost: null, maxCalls: null, maxMinutes: null };

type Answer = (request: GenerateRequest, call: number) => string | Promise<string>;

/** A model whose calls cost a tenth of the most, behind a budget. */
function budgeted(
  caps: Partial<BudgetCaps>,
  answer: Answer,
  { outside = [], between = [] }: { outside?: Wrapper[]; between?: Wrapper[] } = {},
) {
  let now = 0;
  const account = budgetAccount({ store, clock: () => now, sleep });
  account.begin(store.open({ until: "graph", said: {}, caps: { ...none, ...caps } }));
  const { reserving, sending } = budget({ account, price });
  const inner = scriptedModel({ answer, costUsd: worst / 10 });
  const model = compose(inner, ...outside, reserving, ...between, sending);
  return {
    account,
    inner,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    ask: (draw = 1, signal = never) => model.generate(sampleRequest({ draw }), signal),
    spent: () => {
      const { cost = 0, calls, presumedCalls, reservedCalls } = store.latest() ?? {};
      return { worsts: fromNanoDollars(cost) / worst, calls, presumedCalls, reservedCalls };
    },
  };
}

/** A call that is answered when it is told to be. */
function gate() {
  const open: (() => void)[] = [];
  const answer = () =>
    new Promise<string>((resolve) => {
      open.push(() => resolve("camping"));
    });
  return { open, answer };
}
const near = (value: number, expected: number) =>
  assert(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);
const exhausted = { code: "BUDGET_EXHAUSTED", exitCode: 3, retryable: false };

test("the most that a call can cost is set aside before it is made; then its own cost counts", async () => {
  const { open, answer } = gate();
  const { ask, spent, inner } = budgeted({ maxCost: 5 * worst }, answer);
  const asked = ask();
  while (inner.inFlight < 1) await setTimeout(1);
  assert.equal(spent().reservedCalls, 1);
  near(spent().worsts, 0);
  open[0]?.();
  await asked;
  near(spent().worsts, 0.1);
  assert.deepEqual([spent().calls, spent().reservedCalls], [1, 0]);
});

test("what does not fit waits for those in flight, first come, first served", async () => {
  const { open, answer } = gate();
  const { ask, inner } = budgeted({ maxCost: 2 * worst }, answer);
  const asked = [1, 2, 3, 4].map((draw) => ask(draw));
  while (inner.inFlight < 2) await setTimeout(1);
  await setTimeout(5);
  assert.equal(inner.requests.length, 2);
  // One of ten parts spent and one call set aside: no other fits until that one has come in too.
  open[0]?.();
  await asked[0];
  await setTimeout(5);
  assert.equal(inner.requests.length, 2);
  open[1]?.();
  while (inner.requests.length < 3) await setTimeout(1);
  open[2]?.();
  while (inner.requests.length < 4) await setTimeout(1);
  open[3]?.();
  await Promise.all(asked);
  assert.deepEqual(
    inner.requests.map(({ draw }) => draw),
    [1, 2, 3, 4],
  );
});

test("where nothing is in flight and the next call does not fit, the run is over for all", async () => {
  const { ask, inner } = budgeted({ maxCost: 1.15 * worst }, () => "camping");
  await ask(1);
  await ask(2);
  await assert.rejects(ask(3), exhausted);
  assert.equal(inner.requests.length, 2);
  const { account } = budgeted({ maxCost: 0.5 * worst }, () => "camping");
  const small = { cost: 0, signal: never, onStopped: () => {} };
  await assert.rejects(account.reserve({ ...small, cost: 1e15 }), exhausted);
  // A smaller one would fit; but the run ends, and does not go on at half its pace.
  await assert.rejects(account.reserve(small), exhausted);
});

test("who waits is refused at once when the last in flight leaves no room", async () => {
  const { open, answer } = gate();
  const { ask, inner } = budgeted({ maxCalls: 1 }, answer);
  const asked = [1, 2, 3].map((draw) => ask(draw));
  const ends = Promise.allSettled(asked);
  while (inner.inFlight < 1) await setTimeout(1);
  open[0]?.();
  assert.deepEqual(
    (await ends).map(({ status }) => status),
    ["fulfilled", "rejected", "rejected"],
  );
});

test("each attempt is paid for by itself: refusals are free, and what may have been billed counts", async () => {
  const failure = (billed: boolean) => {
    const error = new CosmoError("LOST", "lost", { hint: "again", retryable: true });
    return billed ? error : notBilled(error);
  };
  const retries = retry({
    maxAttempts: 5,
    baseDelayMs: 0,
    maxDelayMs: 0,
    random: () => 0,
    sleep: async () => {},
  });
  const { ask, spent, inner } = budgeted(
    { maxCost: 10 * worst },
    (_, call) => {
      if (call <= 3) throw failure(call === 2);
      return "camping";
    },
    { outside: [retries] },
  );
  await ask();
  assert.equal(inner.requests.length, 4);
  near(spent().worsts, 1.1);
  assert.deepEqual([spent().calls, spent().presumedCalls], [2, 1]);
});

test("a met cap is not tried again", async () => {
  let waits = 0;
  const retries = retry({
    maxAttempts: 5,
    baseDelayMs: 1,
    maxDelayMs: 1,
    random: () => 0,
    sleep: async () => void waits++,
  });
  const { ask, inner } = budgeted({ maxCalls: 0 }, () => "camping", { outside: [retries] });
  await assert.rejects(ask(), exhausted);
  assert.deepEqual([waits, inner.requests.length], [0, 0]);
});

test("who gives up while waiting leaves the queue; what was sent counts in full, what waited for a place nothing", async () => {
  const { open, answer } = gate();
  const { ask, spent, inner } = budgeted({ maxCost: 2 * worst }, answer, {
    between: [limit({ concurrency: 1, patienceMs: 30_000, clock: Date.now, sleep })],
  });
  const [inFlight, inTurn, waiting] = [1, 2, 3].map(() => new AbortController());
  const asked = [inFlight, inTurn, waiting].map((one, index) => ask(index, one?.signal));
  const ends = Promise.allSettled(asked);
  while (inner.inFlight < 1) await setTimeout(1);
  waiting?.abort(new Error("third"));
  await assert.rejects(asked[2] as Promise<unknown>, /third/);
  inTurn?.abort(new Error("second"));
  await assert.rejects(asked[1] as Promise<unknown>, /second/);
  assert.equal(spent().reservedCalls, 1);
  inFlight?.abort(new Error("first"));
  // The scripted model does not hear it; a real one does.
  open[0]?.();
  await ends;
  assert.deepEqual(
    inner.requests.map(({ draw }) => draw),
    [0],
  );
  assert.deepEqual([spent().calls, spent().reservedCalls], [1, 0]);
});

test("an answer that an abort cut off may have been billed", async () => {
  const controller = new AbortController();
  const { ask, spent, inner } = budgeted(
    { maxCost: 2 * worst },
    () =>
      new Promise((_, reject) =>
        controller.signal.addEventListener("abort", () => reject(controller.signal.reason)),
      ),
  );
  const asked = ask(1, controller.signal);
  while (inner.inFlight < 1) await setTimeout(1);
  controller.abort(new Error("stop"));
  await assert.rejects(asked, /stop/);
  near(spent().worsts, 1);
  assert.deepEqual([spent().calls, spent().presumedCalls], [1, 1]);
});

test("when the time is over no call begins, those in flight are finished, and nobody waits in vain", async () => {
  const { open, answer } = gate();
  const one = budgeted({ maxMinutes: 1 }, answer, {
    between: [limit({ concurrency: 1, patienceMs: 30_000, clock: Date.now, sleep })],
  });
  const inFlight = one.ask(1);
  while (one.inner.inFlight < 1) await setTimeout(1);
  // It has its room and waits for a place at the server.
  const inTurn = one.ask(2);
  one.pass(60_000);
  await assert.rejects(one.ask(3), (error) => {
    assert(error instanceof BudgetExhaustedError);
    assert.deepEqual([error.met.cap, error.met.spent], ["maxMinutes", 1]);
    return true;
  });
  await assert.rejects(inTurn, exhausted);
  open[0]?.();
  assert.equal((await inFlight).text, "camping");
  assert.equal(one.inner.requests.length, 1);
  assert.deepEqual([one.spent().calls, one.spent().reservedCalls], [1, 0]);
  one.account.end();
  assert.equal(store.latest()?.milliseconds, 60_000);
});

test("the time is watched by itself: no call needs to come or end", async () => {
  const account = budgetAccount({ store, clock: Date.now, sleep });
  const caps = { ...none, maxCalls: 1, maxMinutes: 0.05 / 60 };
  account.begin(store.open({ until: "graph", said: {}, caps }));
  const room = { cost: 0, signal: never, onStopped: () => {} };
  const first = await account.reserve(room);
  await assert.rejects(account.reserve(room), { code: "BUDGET_EXHAUSTED", message: /minutes/ });
  assert.equal(first.isSent, false);
  account.end();
});

test("an account goes on with what was spent and how long it took", async () => {
  const { ask, account, pass } = budgeted({ maxCalls: 2 }, () => "camping");
  await ask(1);
  pass(90_000);
  account.end();
  const row = store.latest();
  assert.deepEqual([row?.calls, row?.milliseconds], [1, 90_000]);
  const again = budgetAccount({ store, clock: () => 0, sleep });
  again.begin(row as NonNullable<typeof row>);
  const { reserving, sending } = budget({ account: again, price });
  const model = compose(scriptedModel({ answer: () => "camping" }), reserving, sending);
  await model.generate(sampleRequest(), never);
  await assert.rejects(model.generate(sampleRequest(), never), exhausted);
});

test("outside of a run, or with half of the wrapper, nothing is asked", async () => {
  const account = budgetAccount({ store, clock: () => 0, sleep });
  const { reserving, sending } = budget({ account, price });
  const inner = scriptedModel({ answer: () => "camping" });
  const whole = compose(inner, reserving, sending);
  await assert.rejects(whole.generate(sampleRequest(), never), /outside of a run/);
  account.begin(store.open({ until: "graph", said: {}, caps: none }));
  const half = compose(inner, sending);
  await assert.rejects(half.generate(sampleRequest(), never), /`reserving` around/);
  assert.equal(inner.requests.length, 0);
  await assert.rejects(compose(inner, reserving).generate(sampleRequest(), never), /`sending`/);
});
