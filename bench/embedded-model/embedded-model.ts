import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { usualModelFile } from "../../scripts/usual-model-file.ts";
import { openCallStore } from "../../src/language-model/call-store.ts";
import { compose } from "../../src/language-model/compose.ts";
import {
  type EmbeddedModel,
  openEmbeddedModel,
} from "../../src/language-model/embedded/embedded-model.ts";
import type { LanguageModel, ScoreRequest } from "../../src/language-model/language-model.ts";
import { record } from "../../src/language-model/record.ts";
import { remember } from "../../src/language-model/remember.ts";
import { retry } from "../../src/language-model/retry.ts";
import { sleep } from "../../src/language-model/sleep.ts";
import { logProbabilityDifference } from "../../src/measures/log-probability-difference.ts";
import type { MeasuredText } from "../../src/measures/measure-store.ts";
import { smolLm2 } from "../../src/model-files/models.ts";
import { perplexityMeasure } from "../../src/refinement/perplexity.ts";
import { concurrentMap } from "../../src/stage/concurrent-map.ts";
import { type BenchDocument, benchDocument, type Measure, median } from "../bench-document.ts";
import { type BareLoop, openBareLoop } from "./bare-loop.ts";
import { type Asked, type Head, recordedHeads, recordedMeasures } from "./recorded-work.ts";

const never = new AbortController().signal;
const contextTokens = 1024;
/** Heads that a run asks about at once. */
const headsAtOnce = 2;

/** What one way of asking did in one round. */
interface Rate {
  readonly answers: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  /** Of this whole process. */
  readonly processorSeconds: number;
}

/**
 * How fast the embedded model answers and scores what the sample shop's run asked, beside a bare loop over
 * node-llama-cpp, and without what makes it faster.
 */
export async function benchEmbeddedModel({
  quick,
}: {
  readonly quick: boolean;
}): Promise<BenchDocument> {
  const file = await usualModelFile(smolLm2, never);
  const { sha256 } = smolLm2;
  const cores = availableParallelism();
  const open = (requestsPerWorker: number): Promise<EmbeddedModel> =>
    openEmbeddedModel({ file, sha256, workers: cores, requestsPerWorker, contextTokens });
  const ours = await openEmbeddedModel({ file, sha256, contextTokens });
  const oneByOne = await open(1);
  const bare = await openBareLoop(file, cores, contextTokens);
  const oneThread = await openBareLoop(file, 1, contextTokens);
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bench-embedded-"));
  try {
    return benchDocument("embedded-model", [
      ...(await generating({ ours, oneByOne, bare, oneThread }, folder, quick)),
      ...(await scoring(ours, oneByOne, bare, quick)),
    ]);
  } finally {
    await Promise.all([ours, oneByOne, bare, oneThread].map((opened) => opened.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Opened {
  readonly ours: EmbeddedModel;
  /** The same, but each worker answers one request at a time. */
  readonly oneByOne: EmbeddedModel;
  /** With as many threads as ours has. */
  readonly bare: BareLoop;
  readonly oneThread: BareLoop;
}

async function generating(
  { ours, oneByOne, bare, oneThread }: Opened,
  folder: string,
  quick: boolean,
): Promise<readonly Measure[]> {
  const heads = await (quick ? recordedHeads(2, 32) : recordedHeads(6, 48));
  // Enough without sharing: each answer takes as long as several with it.
  const few = heads.map((head) => head.filter((_, at) => at % 8 === 0));
  const requests = heads.flat().length;
  // On a busy machine the loop's threads wait for each other; its rate is known soon enough.
  const secondsAtMost = quick ? 10 : 120;
  tell(`${requests} requests about ${heads.length} heads`);
  const answers = new Map<Asked, string>();
  let store = 0;
  const run = async (model: LanguageModel, asked: readonly Head[], keep = false): Promise<Rate> => {
    store += 1;
    const calls = openCallStore(join(folder, `calls-${store}.db`));
    try {
      return await askAll(asRunComposes(model, calls), asked, keep ? answers : undefined);
    } finally {
      await calls.close();
    }
  };
  const ways = {
    ours: () => run(ours, heads, true),
    bare: () => askBare(bare, heads.flat(), false, secondsAtMost),
    // To its end, for its processor time: an answer costs less where it shares with more.
    oneThread: () => askBare(oneThread, heads.flat(), false, Number.POSITIVE_INFINITY),
    oneByOne: () => run(oneByOne, heads),
    unshared: () => run(ours, unlike(few)),
    neither: () => run(oneByOne, unlike(few)),
    bareFromEmpty: () => askBare(bare, few.flat(), true, secondsAtMost),
  };
  await warmUp(ours, oneByOne, heads);
  const busyBefore = ours.busyCoreSeconds();
  const rates = await inTurns(ways, quick ? 1 : 3);
  const busy = ours.busyCoreSeconds() - busyBefore;
  const same = [...answers].filter(([{ answer }, text]) => answer === text).length;
  const repeats = rates.ours.length;
  const ratio = (way: keyof typeof ways, other: keyof typeof ways): number =>
    median(rates[way].map((rate, at) => perSecond(rate) / perSecond(rates[other][at] as Rate)));
  const figure = (way: keyof typeof ways, of: keyof Rate): number =>
    median(rates[way].map((rate) => rate[of] / rate.seconds));
  const perAnswer = (way: keyof typeof ways): number =>
    median(rates[way].map((rate) => (1000 * rate.processorSeconds) / rate.answers));
  const tokens = (id: string, of: "inputTokens" | "outputTokens"): readonly Measure[] =>
    (
      [
        ["", "ours"],
        ["-without-batching", "oneByOne"],
        ["-without-sharing", "unshared"],
        ["-without-both", "neither"],
      ] as const
    ).map(([suffix, way]) => ({
      id: `${id}${suffix}`,
      value: figure(way, of),
      unit: "tokens/s",
      reference: {
        name: way === "unshared" || way === "neither" ? "bare loop from empty" : "bare loop",
        value: figure(way === "unshared" || way === "neither" ? "bareFromEmpty" : "bare", of),
      },
      repeats,
    }));
  return [
    {
      id: "embedded-against-bare",
      value: figure("ours", "answers"),
      unit: "answers/s",
      reference: {
        name: "LlamaCompletion, one prompt at a time, which keeps what begins like the one before",
        value: figure("bare", "answers"),
      },
      ratio: ratio("ours", "bare"),
      repeats,
      note: `${requests} requests, ${headsAtOnce} heads at once, with record, retry and remember around ours; as many threads for both; the loop was stopped after ${secondsAtMost} s, when it had answered ${rates.bare.map(({ answers }) => answers).join(", ")}`,
    },
    {
      id: "embedded-against-bare-from-empty",
      value: figure("ours", "answers"),
      unit: "answers/s",
      reference: {
        name: "the same loop, each prompt from an empty state",
        value: figure("bareFromEmpty", "answers"),
      },
      ratio: ratio("ours", "bareFromEmpty"),
      repeats,
      note: "the loop is asked every eighth request",
    },
    {
      id: "batching",
      value: figure("ours", "answers"),
      unit: "answers/s",
      reference: {
        name: "ours, one request at a time per worker",
        value: figure("oneByOne", "answers"),
      },
      ratio: ratio("ours", "oneByOne"),
      repeats,
    },
    {
      id: "sharing",
      value: figure("ours", "answers"),
      unit: "answers/s",
      reference: {
        name: "ours, every eighth request, each with a number before its system text",
        value: figure("unshared", "answers"),
      },
      ratio: ratio("ours", "unshared"),
      repeats,
    },
    {
      id: "processor-time",
      value: perAnswer("ours"),
      unit: "ms/answer",
      reference: { name: "that loop with one thread", value: perAnswer("oneThread") },
      ratio: perAnswer("oneThread") / perAnswer("ours"),
      repeats,
      note: `of the whole process, user and system, which a busy machine changes little; the loop with as many threads as ours ${perAnswer("bare").toFixed(0)}, ours with one request at a time per worker ${perAnswer("oneByOne").toFixed(0)}, without sharing ${perAnswer("unshared").toFixed(0)}, without both ${perAnswer("neither").toFixed(0)}; the loop from empty ${perAnswer("bareFromEmpty").toFixed(0)}`,
    },
    ...tokens("generated-tokens", "outputTokens"),
    ...tokens("prompt-tokens", "inputTokens").map((measure) => ({
      ...measure,
      note: "those of each request, however often they were evaluated; while generating",
    })),
    {
      id: "answers-as-recorded",
      value: same,
      unit: "answers",
      reference: { name: "recorded in samples/shop", value: answers.size },
      repeats: 1,
    },
    {
      id: "busy-core-seconds",
      value: busy,
      unit: "s",
      repeats: 1,
      note: "of ours, in all rounds, as the model tells",
    },
  ];
}

async function scoring(
  ours: EmbeddedModel,
  oneByOne: EmbeddedModel,
  bare: BareLoop,
  quick: boolean,
): Promise<readonly Measure[]> {
  const { perplexities, differences } = await recordedMeasures(quick ? 24 : 120);
  tell(`${perplexities.length} perplexities and ${differences.length} differences`);
  let apart: readonly number[] = [];
  const requests = new Set<ScoreRequest>();
  const measure = async (model: LanguageModel): Promise<Rate> => {
    const taken = stopwatch();
    const score: NonNullable<LanguageModel["score"]> = async (request, signal) => {
      requests.add(request);
      const scored = await model.score?.(request, signal);
      if (scored === undefined) throw new Error(`${model.id} does not score`);
      return scored;
    };
    requests.clear();
    const texts = (all: readonly MeasuredText[]) => all.map(({ text }) => text);
    const perplexity = perplexityMeasure({ ...model, score });
    const values = (await perplexity?.of(texts(perplexities), never)) ?? [];
    const difference = logProbabilityDifference({ id: model.id, score });
    const lifts = await difference.of(texts(differences), never);
    apart = [
      ...values.map((value, at) => Math.log(value / (perplexities[at]?.value ?? Number.NaN))),
      ...lifts.map((value, at) => value - (differences[at]?.value ?? Number.NaN)),
    ].map(Math.abs);
    return { answers: requests.size, inputTokens: 0, outputTokens: 0, ...taken() };
  };
  const secondsAtMost = quick ? 10 : 120;
  const loop = async (): Promise<Rate> => {
    const taken = stopwatch();
    let answers = 0;
    for (const request of requests) {
      if (taken().seconds > secondsAtMost) break;
      await bare.score(request);
      answers += 1;
    }
    return { answers, inputTokens: 0, outputTokens: 0, ...taken() };
  };
  await measure(ours);
  const rates = await inTurns(
    { ours: () => measure(ours), bare: loop, oneByOne: () => measure(oneByOne) },
    quick ? 1 : 3,
  );
  const repeats = rates.ours.length;
  return [
    {
      id: "scored-continuations",
      value: median(rates.ours.map(perSecond)),
      unit: "continuations/s",
      reference: {
        name: "bare loop, which keeps what begins like the one before",
        value: median(rates.bare.map(perSecond)),
      },
      ratio: median(
        rates.ours.map((rate, at) => perSecond(rate) / perSecond(rates.bare[at] as Rate)),
      ),
      repeats,
      note: `${perplexities.length} sentences, and ${differences.length} tails each behind two contexts`,
    },
    {
      id: "scored-continuations-without-batching",
      value: median(rates.oneByOne.map(perSecond)),
      unit: "continuations/s",
      repeats,
    },
    {
      id: "scores-off-the-recorded",
      value: Math.max(...apart),
      unit: "nats",
      repeats: 1,
      note: "the largest: of perplexities for each token, of differences for each text",
    },
  ];
}

/** As the ports of a run compose it. */
function asRunComposes(
  model: LanguageModel,
  store: ReturnType<typeof openCallStore>,
): LanguageModel {
  const attempts = { maxAttempts: 3, baseDelayMs: 500, maxDelayMs: 30_000 };
  return compose(
    model,
    remember({ store, validate: () => undefined }),
    retry({ ...attempts, random: Math.random, sleep }),
    record({ store, clock: Date.now, onRecorded: () => {} }),
  );
}

async function askAll(
  model: LanguageModel,
  heads: readonly Head[],
  answers: Map<Asked, string> | undefined,
): Promise<Rate> {
  const taken = stopwatch();
  const total = { answers: 0, inputTokens: 0, outputTokens: 0 };
  const about = (head: Head) =>
    Promise.all(
      head.map(async (asked) => {
        const { text, inputTokens, outputTokens } = await model.generate(asked.request, never);
        answers?.set(asked, text);
        total.answers += 1;
        total.inputTokens += inputTokens;
        total.outputTokens += outputTokens;
      }),
    );
  for await (const _ of concurrentMap(heads, headsAtOnce, about));
  return { ...total, ...taken() };
}

/** Asks one after the other, until all are asked or the time is up. */
async function askBare(
  bare: BareLoop,
  asked: readonly Asked[],
  fromEmpty: boolean,
  secondsAtMost: number,
): Promise<Rate> {
  const taken = stopwatch();
  const total = { answers: 0, inputTokens: 0, outputTokens: 0 };
  for (const { request } of asked) {
    if (taken().seconds > secondsAtMost) break;
    const { inputTokens, outputTokens } = await bare.generate(request, fromEmpty);
    total.answers += 1;
    total.inputTokens += inputTokens;
    total.outputTokens += outputTokens;
  }
  return { ...total, ...taken() };
}

/** The same requests, so that no two begin alike. */
const unlike = (heads: readonly Head[]): readonly Head[] =>
  heads.map((head, at) =>
    head.map(({ request, answer }, place) => ({
      request: { ...request, system: `${100 * at + place}. ${request.system}` },
      answer,
    })),
  );

/** Both workers of both have loaded the model, and the file is in memory. */
async function warmUp(ours: EmbeddedModel, oneByOne: EmbeddedModel, heads: readonly Head[]) {
  const some = unlike(heads)
    .flat()
    .slice(0, 2 * availableParallelism());
  for (const model of [ours, oneByOne]) {
    await Promise.all(some.map(({ request }) => model.generate(request, never)));
  }
}

/** Each way in each round, the order turned about every other time. */
async function inTurns<Way extends string>(
  ways: Readonly<Record<Way, () => Promise<Rate>>>,
  rounds: number,
): Promise<Readonly<Record<Way, readonly Rate[]>>> {
  const names = Object.keys(ways) as Way[];
  const rates = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Way,
    Rate[]
  >;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const rate = await ways[name]();
      rates[name].push(rate);
      tell(
        `round ${round + 1}: ${name} ${perSecond(rate).toFixed(2)}/s, ${rate.answers} in ${rate.seconds.toFixed(1)} s, ${rate.processorSeconds.toFixed(1)} s of processors`,
      );
    }
  }
  return rates;
}

const perSecond = ({ answers, seconds }: Rate): number => answers / seconds;

/** Starts now; what it gives tells the time since then. */
function stopwatch(): () => Pick<Rate, "seconds" | "processorSeconds"> {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: (performance.now() - started) / 1000,
      processorSeconds: (user + system) / 1e6,
    };
  };
}

const tell = (line: string): void => console.error(line);
