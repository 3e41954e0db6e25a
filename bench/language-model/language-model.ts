import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchDocument, benchDocument, type Measure, median } from "../bench-document.ts";
import {
  bare,
  type ClientProgram,
  distilabel,
  openAiClient,
  ours,
  type Round,
  type RoundPlan,
  round,
} from "./clients.ts";
import { distilabelPython, openAiFolder } from "./peers.ts";

/**
 * How much of a model server's time the calling layer makes use of, as a run composes it, with every
 * answer on disk; beside bare HTTP, the `openai` package and distilabel, against the same server.
 */
export async function benchLanguageModel({
  quick,
}: {
  readonly quick: boolean;
}): Promise<BenchDocument> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bench-language-model-"));
  try {
    return benchDocument("language-model", await measured(folder, quick));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string, quick: boolean): Promise<readonly Measure[]> {
  // Whole rounds of 64 and of 256: with 10,000 calls 16 of 256 places would work once more than the others.
  const calls = quick ? 2_048 : 10_240;
  const repeats = quick ? 1 : 3;
  const openAi = openAiFolder(tell);
  const python = distilabelPython(tell);
  const bench = (programs: readonly ClientProgram[], plan: RoundPlan, times = repeats) =>
    repeated(folder, programs, plan, times);

  const warmUp = quick ? 1_000 : 2_000;
  const usual = { latencyMs: 50, concurrency: 64, calls, warmUp };
  const [own = [], bareHttp = [], client = []] = await bench(
    [ours, bare, ...(openAi === undefined ? [] : [openAiClient(openAi)])],
    usual,
  );
  const [wide = [], bareWide = []] = await bench([ours, bare], {
    ...{ latencyMs: 500, concurrency: 256, warmUp },
    calls: quick ? 2_560 : calls,
  });
  const [narrow = []] = await bench([ours], {
    ...{ latencyMs: 50, concurrency: 8, warmUp: 200 },
    calls: quick ? 400 : 2_000,
  });
  const [fast = []] = await bench([ours], { ...usual, concurrency: 256 });
  const lesser =
    shareOf(own) <= shareOf(wide) ? { own, bare: bareHttp } : { own: wide, bare: bareWide };
  const document: Measure[] = [
    {
      id: "share-of-ideal",
      value: shareOf(lesser.own),
      unit: "of 1",
      reference: { name: "bare node:http, nothing recorded", value: shareOf(lesser.bare) },
      ratio: median(
        lesser.own.map(({ share }, at) => share / (lesser.bare[at]?.share ?? Number.NaN)),
      ),
      repeats,
      note: `the lesser of 50 ms at 64 and 500 ms at 256; ${calls} calls behind ${warmUp} to warm up`,
    },
    share("share-50ms-64", own, bareHttp),
    share("share-500ms-256", wide, bareWide),
    share("share-50ms-8", narrow),
    share("share-50ms-256", fast),
    {
      id: "processor-time",
      value: median(own.map(({ processorSeconds }) => (1000 * processorSeconds) / calls)),
      unit: "s/1000 calls",
      reference: {
        name: "bare node:http, nothing recorded",
        value: median(bareHttp.map(({ processorSeconds }) => (1000 * processorSeconds) / calls)),
      },
      repeats,
      note: "user and system time of all threads of the client, at 50 ms and 64",
    },
  ];
  if (client.length > 0)
    document.push(against("calls-against-openai-client", "openai package", own, client));
  if (python !== undefined) {
    const few = { ...usual, calls: quick ? 640 : 2_560, warmUp: 128 };
    const [distilled = []] = await bench([distilabel(python)], few, 1);
    document.push({
      ...against("calls-against-distilabel", "distilabel 1.5.3", own, distilled),
      note: `50 ms at 64; distilabel in batches of 64, ${few.calls} calls, once`,
    });
  }
  for (const many of quick ? [1_000, 10_000] : [1_000, 100_000]) {
    const plan = { latencyMs: 5, concurrency: 64, calls: many, warmUp: 0 };
    const [[run] = []] = await bench([ours], plan, 1);
    const memory = (id: string, value: number, note: string): Measure => ({
      ...{ id: `${id}-${many}`, value, unit: "MB", repeats: 1, note },
    });
    document.push(
      memory(
        "peak-memory",
        run?.peakMegabytes ?? Number.NaN,
        "of the whole process, at 5 ms and 64",
      ),
      memory(
        "live-memory",
        run?.liveMegabytes ?? Number.NaN,
        "behind the last call, garbage collected",
      ),
    );
  }
  return document;
}

/** The rounds of each program, in the order of programs; in each round all take their turn. */
async function repeated(
  folder: string,
  programs: readonly ClientProgram[],
  plan: RoundPlan,
  times: number,
): Promise<readonly (readonly Round[])[]> {
  const rounds: Round[][] = programs.map(() => []);
  for (let time = 0; time < times; time++) {
    const found = await round(folder, programs, plan);
    found.forEach((one, place) => {
      rounds[place]?.push(one);
    });
    const told = found.map(
      (one) => `${Math.round(one.perSecond)}/s (share ${one.share.toFixed(3)})`,
    );
    const load = (loadavg()[0] ?? 0).toFixed(1);
    tell(
      `${plan.calls} calls, ${plan.latencyMs} ms, ${plan.concurrency} at once: ${told.join(", ")}; load ${load}`,
    );
  }
  return rounds;
}

const shareOf = (rounds: readonly Round[]): number => median(rounds.map(({ share: one }) => one));

const share = (id: string, own: readonly Round[], reference?: readonly Round[]): Measure => ({
  id,
  value: shareOf(own),
  unit: "of 1",
  ...(reference && {
    reference: { name: "bare node:http, nothing recorded", value: shareOf(reference) },
    ratio: median(own.map((one, at) => one.share / (reference[at]?.share ?? Number.NaN))),
  }),
  repeats: own.length,
  note: `${Math.round(median(own.map(({ perSecond }) => perSecond)))} calls/s; the server's answers took ${median(own.map(({ serverMs }) => serverMs)).toFixed(1)} ms on the mean; best ${Math.max(...own.map(({ share: one }) => one)).toFixed(3)}`,
});

function against(
  id: string,
  name: string,
  own: readonly Round[],
  reference: readonly Round[],
): Measure {
  const [value, other] = [own, reference].map((rounds) =>
    median(rounds.map(({ perSecond }) => perSecond)),
  ) as [number, number];
  return {
    id,
    value,
    unit: "calls/s",
    reference: { name, value: other },
    ratio: value / other,
    repeats: own.length,
    note: "50 ms at 64",
  };
}

const tell = (line: string): void => console.error(`bench language-model: ${line}`);
