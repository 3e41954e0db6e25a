import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openBudgetStore } from "../../src/language-model/budget-store.ts";
import { openCallStore } from "../../src/language-model/call-store.ts";
import { nanoDollars } from "../../src/language-model/nano-dollars.ts";
import { costOf } from "../../src/language-model/prices/price.ts";
import type { JournalLine } from "./client-journal.ts";
import { price, questionOf } from "./fault-plan.ts";
import { readLines } from "./lines.ts";
import { billedTokens, type Content, type FaultKind, type ServerLine } from "./server-log.ts";

export interface Kill {
  readonly client: string;
  /** Milliseconds since 1970 UTC, just before. */
  readonly at: number;
  readonly journalFile: string;
}

export interface Books {
  /** Where calls.db and budget.db are in `state`. */
  readonly folder: string;
  readonly logFile: string;
  readonly kills: readonly Kill[];
  /** Of the client that came to its end. */
  readonly lastJournal: string;
  readonly calls: number;
}

export interface Audit {
  readonly calls: number;
  readonly done: number;
  /** Items that ended with an error, by code. */
  readonly failed: Readonly<Record<string, number>>;
  readonly server: {
    readonly received: number;
    readonly byFault: Readonly<Partial<Record<FaultKind, number>>>;
    /** Whole answers and refusals of the content filter, and whole bodies that are neither. */
    readonly served: number;
    readonly servedGarbage: number;
    /** Answers beyond the first to an equal request. */
    readonly servedTwice: number;
    readonly refused: number;
    readonly brokenOff: number;
  };
  readonly kills: readonly {
    /** Requests that had not come to their end, answers on their way to the disk among them. */
    readonly inFlight: number;
    /** Of them those that were served whole and are not in calls.db. */
    readonly lost: number;
    /** Milliseconds between the oldest of those and the kill. */
    readonly oldestLostMs: number;
  }[];
  /** Not above 0. */
  readonly servedTwiceMinusInFlight: number;
  readonly recorded: {
    readonly answers: number;
    readonly garbage: number;
    /** Served whole, not lost at a kill, and not in calls.db. */
    readonly missing: number;
    /** More than once in calls.db. */
    readonly repeated: number;
    /** In calls.db, and not as the server sent it. */
    readonly notServed: number;
  };
  /** US dollars. */
  readonly budget: {
    readonly counted: number;
    readonly presumed: number;
    /** What the server would bill for all that it did not refuse. */
    readonly billed: number;
    /** Of it for answers that are in calls.db: what is counted and not presumed. */
    readonly billedForRecorded: number;
    readonly calls: number;
    /** All that were not refused. */
    readonly billedCalls: number;
  };
  /** What does not hold; empty: all does. */
  readonly violations: readonly string[];
}

interface Request {
  readonly client: string;
  readonly call: string;
  readonly question: number;
  readonly fault: FaultKind;
  serving?: { readonly content: Content; readonly body: string };
  servedAt?: number;
  endedAt?: number;
  refused?: boolean;
  broken?: boolean;
}

interface Ending {
  asked: number;
  /** Hashes of answers and codes of errors. */
  readonly ends: string[];
}

/** Compares what the server, the clients and the two databases have written down. */
export async function audit({ folder, logFile, kills, lastJournal, calls }: Books): Promise<Audit> {
  const violations: string[] = [];
  const hold = (holds: boolean, what: string): void => {
    if (!holds) violations.push(what);
  };
  const requests = readRequests(logFile);
  const { recorded, filteredCost } = await readRecorded(folder);

  const journals = kills.map(({ journalFile }) => readJournal(journalFile));
  const last = readJournal(lastJournal);
  const failed: Record<string, number> = {};
  const codes = documentedCodes();
  let done = 0;
  for (let item = 0; item < calls; item++) {
    const { asked, ends } = last.get(item) ?? { asked: 0, ends: [] };
    const [end = "", ...more] = ends;
    hold(asked === 1 && end !== "" && more.length === 0, `item ${item} ended ${ends.length} times`);
    if (isDone(end)) done++;
    else failed[end] = (failed[end] ?? 0) + 1;
    for (const [place, journal] of journals.entries()) {
      const earlier = journal.get(item)?.ends ?? [];
      hold(
        earlier.length <= 1,
        `item ${item} ended ${earlier.length} times in client ${place + 1}`,
      );
      hold(
        earlier.every((one) => !isDone(one) || one === end),
        `item ${item} was done in client ${place + 1} and has another end now`,
      );
    }
  }
  for (const code of Object.keys(failed)) hold(codes.has(code), `${code} is not in docs/errors.md`);

  const at = kills.map(({ client, at: killedAt }, place) => {
    const open = new Set(
      [...(journals[place] ?? [])].flatMap(([item, { asked, ends }]) =>
        asked > ends.length ? [questionOf(item)] : [],
      ),
    );
    const inFlight = [...requests].filter(
      ([id, { client: its, question, refused, broken, endedAt = killedAt }]) =>
        its === client &&
        open.has(question) &&
        !recorded.has(id) &&
        !((refused || broken) && endedAt < killedAt),
    );
    const lost = inFlight.filter(([, { servedAt }]) => servedAt !== undefined);
    const ages = lost.map(([, { servedAt = killedAt }]) => killedAt - servedAt);
    return { inFlight, lost, oldestLostMs: Math.max(0, ...ages) };
  });
  const lost = new Set(at.flatMap((one) => one.lost.map(([id]) => id)));

  const answersTo = new Map<string, number>();
  let [served, servedGarbage, missing, repeated, notServed] = [0, 0, 0, 0, 0];
  let [billed, billedCalls, recordedAnswers] = [0, 0, 0];
  const cost = nanoDollars(
    costOf(price, {
      inputTokens: billedTokens.prompt_tokens,
      outputTokens: billedTokens.completion_tokens,
    }),
  );
  let billedForRecorded = 0;
  for (const [id, { call, serving, servedAt, refused }] of requests) {
    const copies = recorded.get(id) ?? [];
    const content = serving?.content;
    if (!refused) billedCalls++;
    if (!refused && content !== "filtered") billed += cost;
    if (copies.length > 0 && content === "answer") billedForRecorded += cost;
    if (copies.length > 0 && content !== "garbage") recordedAnswers++;
    if (copies.length > 1) repeated++;
    if (copies.some((body) => body !== serving?.body)) notServed++;
    if (servedAt === undefined) continue;
    if (content === "garbage") servedGarbage++;
    else {
      served++;
      answersTo.set(call, (answersTo.get(call) ?? 0) + 1);
    }
    if (copies.length === 0 && !lost.has(id)) missing++;
  }
  notServed += [...recorded.keys()].filter((id) => !requests.has(id)).length;
  const servedTwice = [...answersTo.values()].reduce((sum, times) => sum + times - 1, 0);
  const allowed = at.reduce((sum, { inFlight }) => sum + inFlight.length, 0);

  const store = openBudgetStore(join(folder, "state", "budget.db"));
  const account = store.latest();
  store.closeFile();
  if (account === undefined) throw new Error("there is no account in budget.db");
  const { cost: counted, presumedCost: presumed } = account;

  hold(servedTwice <= allowed, "more calls were served twice than were in flight at the kills");
  hold(missing === 0, "answers that were served whole are not in calls.db");
  hold(repeated === 0, "answers are in calls.db more than once");
  hold(notServed === 0, "answers are in calls.db that the server did not send");
  hold(counted >= billed, "less is counted than the server would bill");
  hold(account.calls >= billedCalls, "fewer calls are counted than the server took up");
  // What was filtered nobody counted: it is taken at the most that it can have cost.
  hold(
    counted - presumed - filteredCost === billedForRecorded,
    "answers are not counted as they are billed",
  );
  hold(account.reservedCalls === 0, "calls are set aside behind the end of the run");
  hold(!account.isOpen, "the account of the run is open behind its end");

  const all = [...requests.values()];
  const byFault: Partial<Record<FaultKind, number>> = {};
  for (const { fault } of all) byFault[fault] = (byFault[fault] ?? 0) + 1;
  return {
    ...{ calls, done, failed },
    server: {
      received: all.length,
      ...{ byFault, served, servedGarbage, servedTwice },
      refused: all.filter(({ refused }) => refused).length,
      brokenOff: all.filter(({ refused, servedAt }) => !refused && servedAt === undefined).length,
    },
    kills: at.map(({ inFlight, lost: gone, oldestLostMs }) => ({
      ...{ inFlight: inFlight.length, lost: gone.length, oldestLostMs },
    })),
    servedTwiceMinusInFlight: servedTwice - allowed,
    recorded: {
      answers: recordedAnswers,
      garbage: recorded.size - recordedAnswers,
      ...{ missing, repeated, notServed },
    },
    budget: {
      counted: counted / 1e9,
      presumed: presumed / 1e9,
      billed: billed / 1e9,
      billedForRecorded: billedForRecorded / 1e9,
      calls: account.calls,
      billedCalls,
    },
    violations,
  };
}

function readRequests(logFile: string): ReadonlyMap<number, Request> {
  const requests = new Map<number, Request>();
  for (const line of readLines<ServerLine>(logFile)) {
    if (line.event === "received") {
      const { client, call, question, fault } = line;
      requests.set(line.request, { client, call, question, fault });
      continue;
    }
    const request = requests.get(line.request);
    if (request === undefined) throw new Error(`request ${line.request} was never received`);
    if (line.event === "serving") {
      request.serving = { content: line.content, body: line.body };
      continue;
    }
    if (line.event === "served") request.servedAt = line.at;
    request.endedAt = line.at;
    request.refused = line.event === "refused";
    request.broken = line.event === "broken";
  }
  return requests;
}

/** Hashes of what calls.db has of each request: one, where all is well. */
async function readRecorded(folder: string): Promise<{
  readonly recorded: ReadonlyMap<number, readonly string[]>;
  /** In billionths of a dollar. */
  readonly filteredCost: number;
}> {
  const recorded = new Map<number, string[]>();
  const store = openCallStore(join(folder, "state", "calls.db"));
  let filteredCost = 0;
  for (const { rawAnswer, finishReason, inputTokens, costUsd } of store.iterate()) {
    if (finishReason === "filtered" && inputTokens === 0) filteredCost += nanoDollars(costUsd);
    const id = Number(/chatcmpl-(\d+)-/.exec(rawAnswer)?.[1] ?? Number.NaN);
    const hash = createHash("sha256").update(rawAnswer).digest("hex");
    recorded.set(id, [...(recorded.get(id) ?? []), hash]);
  }
  await store.close();
  return { recorded, filteredCost };
}

function readJournal(file: string): ReadonlyMap<number, Ending> {
  const items = new Map<number, Ending>();
  for (const line of readLines<JournalLine>(file)) {
    const ending = items.get(line.item) ?? { asked: 0, ends: [] };
    if (line.event === "asked") ending.asked++;
    else ending.ends.push(line.event === "done" ? line.answer : line.code);
    items.set(line.item, ending);
  }
  return items;
}

/** Hashes are in base64url and 43 signs long; codes are words. */
const isDone = (end: string): boolean => /^[\w-]{43}$/.test(end) && !/^[A-Z_]+$/.test(end);

/** Errors as a person can look them up. */
const documentedCodes = (): ReadonlySet<string> => {
  const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  return new Set(Array.from(page.matchAll(/^\| `([A-Z_]+)`/gm), ([, code]) => code ?? ""));
};
