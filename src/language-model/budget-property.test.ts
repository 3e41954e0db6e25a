import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { CosmoError } from "../domain/cosmo-error.ts";
import { budget } from "./budget.ts";
import { budgetAccount } from "./budget-account.ts";
import type { BudgetCaps } from "./budget-caps.ts";
import { BudgetExhaustedError } from "./budget-exhausted-error.ts";
import { type AccountRow, type BudgetStore, openBudgetStore } from "./budget-store.ts";
import { compose } from "./compose.ts";
import type { GenerateRequest, LanguageModel } from "./language-model.ts";
import { limit } from "./limit.ts";
import { nanoDollars } from "./nano-dollars.ts";
import { notBilled } from "./not-billed.ts";
import { costOf, type Price } from "./prices/price.ts";
import { tokensAtMost } from "./prices/tokens-at-most.ts";
import { retry } from "./retry.ts";
import { RetryLaterError } from "./retry-later-error.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { settleUnfinished } from "./settle-unfinished.ts";
import type { Sleep } from "./sleep.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-budget-"));
const store = openBudgetStore(join(folder, "budget.db"));
after(() => {
  store.closeFile();
  rmSync(folder, { recursive: true, force: true });
});

/** What the server does with an attempt, after so many milliseconds. */
interface Behaviour {
  readonly kind: "answers" | "refuses" | "refuses for a while" | "answers garbage" | "is silent";
  readonly afterMs: number;
  /** Of the most that the answer can cost, so much is billed. */
  readonly share: number;
}

interface Run {
  readonly price: Price;
  readonly requests: readonly { readonly words: number; readonly maxTokens: number }[];
  /** Taken in turn by the attempts. */
  readonly behaviours: readonly Behaviour[];
  readonly concurrency: number;
  readonly attempts: number;
  /** Of each process of the run one after the other; the caps are raised in between. */
  readonly processes: readonly {
    /** In calls that cost the most that one can. */
    readonly maxCost: number | null;
    readonly maxCalls: number | null;
    readonly maxMinutes: number | null;
    /** It ends then, by Ctrl-C or by kill -9; 0: when all is done. */
    readonly endsAfterMs: number;
    readonly isKilled: boolean;
  }[];
}

/** Numbers as people write them, and any others. */
const number = (max: number) =>
  fc.oneof(
    fc.nat({ max: 100 * max }).map((hundredths) => hundredths / 100),
    fc.double({ min: 0, max, noNaN: true }),
  );
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 2 });
const runs: fc.Arbitrary<Run> = fc.record({
  price: fc.record({
    input: number(75),
    output: number(150),
  }),
  requests: fc.array(
    fc.record({ words: fc.nat({ max: 500 }), maxTokens: fc.integer({ min: 1, max: 400 }) }),
    { minLength: 1, maxLength: 40, size: "max" },
  ),
  behaviours: fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 4, arbitrary: fc.constant("answers" as const) },
        {
          weight: 3,
          arbitrary: fc.constantFrom(
            "refuses" as const,
            "refuses for a while" as const,
            "answers garbage" as const,
            "is silent" as const,
          ),
        },
      ),
      afterMs: fc.nat({ max: 20_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  concurrency: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 256 })),
  attempts: fc.integer({ min: 1, max: 4 }),
  processes: fc.array(
    fc.record({
      maxCost: orNull(number(40)),
      maxCalls: orNull(fc.nat({ max: 20 })),
      maxMinutes: orNull(number(2)),
      endsAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60_000 })),
      isKilled: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Time that passes when nothing else happens, and a process that can be killed in it. */
function virtualClock() {
  let now = 1_000_000;
  let timers: { readonly at: number; readonly ring: () => void }[] = [];
  const sleep: Sleep = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = { at: now + milliseconds, ring: resolve };
      timers.push(timer);
      signal.addEventListener("abort", () => {
        timers = timers.filter((one) => one !== timer);
        reject(signal.reason);
      });
    });
  /** Lets everything that can happen now happen, and then the next thing that waits for a time. */
  const step = async (until: number): Promise<boolean> => {
    for (let turns = 0; turns < 2; turns++) await turn();
    const next = timers.reduce((earliest, { at }) => Math.min(earliest, at), until);
    if (next === Number.POSITIVE_INFINITY || (next === until && now >= until)) return false;
    now = Math.max(now, next);
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { ring } of due) ring();
    return true;
  };
  return {
    now: () => now,
    sleep,
    step,
    forgetTimers: () => {
      timers = [];
    },
  };
}

/** The disk as a process sees it: from its death on nothing more is written. */
function mortal(inner: BudgetStore) {
  let isDead = false;
  const seen: Pick<BudgetStore, "reserve" | "settle" | "setTime" | "hold"> = {
    reserve: (one) => (isDead ? new Promise(() => {}) : inner.reserve(one)),
    settle: (...settled) => {
      if (!isDead) inner.settle(...settled);
    },
    hold: (...held) => {
      if (!isDead) inner.hold(...held);
    },
    setTime: (...time) => {
      if (!isDead) inner.setTime(...time);
    },
  };
  return {
    seen,
    die: () => {
      isDead = true;
    },
  };
}

const worstOf = (price: Price, request: GenerateRequest): number =>
  nanoDollars(costOf(price, tokensAtMost(request)));

/** A server that bills what it answers, and all that it can where its answer is lost. */
function witness(price: Price, behaviours: readonly Behaviour[]) {
  let attempts = 0;
  const bill = { cost: 0, calls: 0 };
  const modelOn = (sleep: Sleep): LanguageModel => ({
    id: "witness",
    async generate(request, signal) {
      const { kind, afterMs, share } = behaviours[attempts++ % behaviours.length] as Behaviour;
      const details = { hint: "again", retryable: true };
      if (kind === "refuses" || kind === "refuses for a while") {
        await sleep(afterMs, signal);
        const retryAfterMs = kind === "refuses" ? undefined : 1000;
        throw notBilled(
          new RetryLaterError("BUSY", "busy", {
            hint: "later",
            retryAfterMs,
            tooMany: kind === "refuses for a while",
          }),
        );
      }
      const most = tokensAtMost(request);
      const tokens = {
        inputTokens: Math.floor(share * most.inputTokens),
        outputTokens: Math.floor(share * most.outputTokens),
      };
      const costUsd = costOf(price, tokens);
      bill.calls += 1;
      bill.cost += kind === "answers" ? nanoDollars(costUsd) : worstOf(price, request);
      await sleep(afterMs, signal);
      if (kind === "is silent") throw new CosmoError("LATE", "late", details);
      if (kind === "answers garbage") throw new UnreadableAnswerError("what?", "?", details);
      return { call: "", text: "camping", finishReason: "stop", ...tokens, costUsd };
    },
    close: async () => {},
  });
  return { bill, modelOn };
}

/** The next process is allowed no less than the one before. */
function capsOf(run: Run, process: Run["processes"][number], before: BudgetCaps): BudgetCaps {
  const dearest = Math.max(...requestsOf(run).map((one) => worstOf(run.price, one))) / 1e9;
  const most = (one: number | null, other: number | null): number | null =>
    one === null || other === null ? null : Math.max(one, other);
  return {
    maxCost: most(process.maxCost === null ? null : process.maxCost * dearest, before.maxCost),
    maxCalls: most(process.maxCalls, before.maxCalls),
    maxMinutes: most(process.maxMinutes, before.maxMinutes),
  };
}

const requestsOf = ({ requests }: Run): readonly GenerateRequest[] =>
  requests.map(({ words, maxTokens }, draw) =>
    sampleRequest({ prompt: "tent ".repeat(words), maxTokens, draw }),
  );

const counts = { maxCost: 0, maxCalls: 0, maxMinutes: 0, killed: 0, whole: 0 };

async function check(run: Run): Promise<void> {
  const { bill, modelOn } = witness(run.price, run.behaviours);
  const clock = virtualClock();
  let account: AccountRow | undefined;
  let caps: BudgetCaps = { maxCost: 0, maxCalls: 0, maxMinutes: 0 };
  let left = requestsOf(run);

  for (const process of run.processes) {
    caps = capsOf(run, process, caps);
    const terms = { until: "graph", said: {}, caps };
    if (account === undefined) account = store.open(terms);
    else {
      store.change(account.id, terms);
      account = store.latest() as AccountRow;
    }
    const { seen, die } = mortal(store);
    const of = budgetAccount({ store: seen, clock: clock.now, sleep: clock.sleep });
    of.begin(account);
    const { reserving, sending } = budget({ account: of, price: run.price });
    const model = compose(
      modelOn(clock.sleep),
      retry({
        maxAttempts: run.attempts,
        baseDelayMs: 500,
        maxDelayMs: 30_000,
        random: () => 0.5,
        sleep: clock.sleep,
      }),
      reserving,
      limit({
        concurrency: run.concurrency,
        patienceMs: 30_000,
        clock: clock.now,
        sleep: clock.sleep,
      }),
      sending,
    );
    const stop = new AbortController();
    const done = new Set<GenerateRequest>();
    const met: BudgetExhaustedError[] = [];
    let open = left.length;
    for (const request of left) {
      model
        .generate(request, stop.signal)
        .then(
          () => done.add(request),
          (error: unknown) => {
            if (error instanceof BudgetExhaustedError) met.push(error);
          },
        )
        .finally(() => open--);
    }
    const endsAt =
      process.endsAfterMs === 0 ? Number.POSITIVE_INFINITY : clock.now() + process.endsAfterMs;
    let isOver = false;
    while (open > 0 && !isOver) {
      const went = await clock.step(endsAt);
      isOver = clock.now() >= endsAt;
      assert(went || isOver || open === 0, "nothing happens any more, and a call has no end");
      checkCaps(bill, caps);
    }
    if (isOver && process.isKilled) {
      counts.killed += 1;
      die();
      clock.forgetTimers();
    } else {
      stop.abort(new Error("Ctrl-C"));
      while (open > 0 && (await clock.step(Number.POSITIVE_INFINITY)));
      assert.equal(open, 0, "a call has no end");
      of.end();
      await turn();
      assert.equal(store.latest()?.reservedCalls, 0, "all is settled, and something is set aside");
      const [first] = met;
      if (first === undefined) counts.whole += 1;
      else {
        counts[first.met.cap] += 1;
        checkNextDoesNotFit(run, first, store.latest() as AccountRow, left);
      }
    }
    settleUnfinished(store, { get: () => [] });
    account = store.latest() as AccountRow;
    assert(account.cost >= bill.cost, "less is counted than was billed");
    assert(account.calls >= bill.calls);
    checkCaps(bill, caps);
    left = left.filter((request) => !done.has(request));
  }
}

function checkCaps(
  bill: { readonly cost: number; readonly calls: number },
  caps: BudgetCaps,
): void {
  assert(bill.cost <= nanoDollars(caps.maxCost ?? 1e6), `billed ${bill.cost} of ${caps.maxCost}`);
  assert(bill.calls <= (caps.maxCalls ?? 1e6));
}

/** Nothing is in flight any more, and the call that was refused first is more than what is left. */
function checkNextDoesNotFit(
  { price }: Run,
  { met }: BudgetExhaustedError,
  account: AccountRow,
  left: readonly GenerateRequest[],
): void {
  const { maxCost, maxCalls, maxMinutes } = account.caps;
  if (met.cap === "maxCalls") assert.equal(account.calls, maxCalls);
  else if (met.cap === "maxMinutes") assert(account.milliseconds >= 60_000 * (maxMinutes ?? 0));
  else {
    const next = nanoDollars(met.nextCostUsd);
    assert(left.some((request) => worstOf(price, request) === next));
    assert(account.cost + next > nanoDollars(maxCost ?? 0), "the next call would have fit");
  }
}

test("what is billed never exceeds the cap, nothing stays set aside, and a run stops only where the next call does not fit", async (context) => {
  await fc.assert(fc.asyncProperty(runs, check), { numRuns: 500 });
  context.diagnostic(JSON.stringify(counts));
  for (const [what, count] of Object.entries(counts)) assert(count > 10, what);
});
