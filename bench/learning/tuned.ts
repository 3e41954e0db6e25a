import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { logLossOf } from "../../src/learning/log-loss-of.ts";
import { placeOfGreatest } from "../../src/relevance/comparison/evaluated-judgement.ts";
import { learnTuned } from "../../src/relevance/evaluate/tuned-learner.ts";
import { crossEncoder } from "../../src/relevance/models/cross-encoder.ts";
import { classCounts, macroF1, microF1 } from "../../src/statistics/class-scores.ts";
import { type BenchDocument, benchDocument, type Measure } from "../bench-document.ts";
import { pyTorchPython, pyTorchVersion } from "./pytorch.ts";
import { type TunedTask, textsOf, tunedTask, writtenTask } from "./tuned-task.ts";

const seeds = [1, 2, 3];

/** What was learnt under one seed, on the side that nothing has seen. */
interface Outcome {
  readonly macroF1: number;
  readonly microF1: number;
  readonly logLoss: number;
}

/**
 * How well a cross-encoder comes out, beside PyTorch with the same recipe on the same tokens and sides: the first of five folds of ESCI's
 * judgements, each under three seeds. Under a seed both begin from the same head and go through the same batches, so that what
 * is apart is the arithmetic of both, and what learning makes of it.
 */
export async function benchTuned({ quick }: { readonly quick: boolean }): Promise<BenchDocument> {
  const task = await tunedTask(quick ? 200 : Number.POSITIVE_INFINITY);
  const wanted = quick ? seeds.slice(0, 1) : seeds;
  const python = pyTorchPython(tell);
  const own: Outcome[] = [];
  for (const seed of wanted) own.push(outcomeOf("ours", seed, task, await learntHere(task, seed)));
  const peer: Outcome[] = [];
  if (python !== undefined) {
    const folder = mkdtempSync(join(tmpdir(), "cosmo-tuned-"));
    try {
      const file = join(folder, "task.json");
      for (const seed of wanted) {
        writeFileSync(file, JSON.stringify(writtenTask(task, seed)));
        const found = learntInPyTorch(python, file, task);
        peer.push(outcomeOf("PyTorch", seed, task, found));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const figures = ["macroF1", "microF1", "logLoss"] as const;
  return benchDocument(
    "tuned",
    figures.map((figure) =>
      measureOf(
        figure,
        own.map((one) => one[figure]),
        peer.map((one) => one[figure]),
      ),
    ),
  );
}

async function learntHere(task: TunedTask, seed: number): Promise<readonly Float64Array[]> {
  const { pairs, classes, sides, encoder } = task;
  await using learnt = await learnTuned(
    {
      ...{ id: "cross-encoder/tuned", encoder, architectureOf: crossEncoder },
      ...{ textsOf: (place) => textsOf(pairs, place), threads: availableParallelism() },
    },
    { pairs, classes, sides, seed, signal: new AbortController().signal },
  );
  return await learnt.probabilities(sides.evaluated);
}

function learntInPyTorch(
  python: string,
  file: string,
  { weightsFile }: TunedTask,
): readonly Float64Array[] {
  const script = fileURLToPath(new URL("./tuned_cross.py", import.meta.url));
  const words = [script, file, weightsFile, String(availableParallelism())];
  const printed = execFileSync(python, words, {
    ...{ encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e9 },
  });
  const { probabilities } = JSON.parse(printed) as { readonly probabilities: number[][] };
  return probabilities.map((row) => Float64Array.from(row));
}

function outcomeOf(
  name: string,
  seed: number,
  { pairs, classes, sides }: TunedTask,
  probabilities: readonly Float64Array[],
): Outcome {
  const labels = sides.evaluated.map((place) => pairs[place]?.label ?? 0);
  const predicted = probabilities.map((row) => placeOfGreatest([...row]));
  const counts = classCounts(classes, labels, predicted);
  const outcome = {
    ...{ macroF1: macroF1(counts), microF1: microF1(counts) },
    logLoss: logLossOf(probabilities, labels),
  };
  tell(`${name}, seed ${seed}: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The mean over seeds of each, and how many deviations of single runs they are apart. */
function measureOf(id: keyof Outcome, own: readonly number[], peer: readonly number[]): Measure {
  const shown = (values: readonly number[]): string =>
    values.map((value) => value.toFixed(4)).join(", ");
  const measure = {
    id: `tuned-${id}`,
    value: mean(own),
    unit: id === "logLoss" ? "nats" : "F1",
    repeats: own.length,
  };
  if (peer.length < 2) return { ...measure, note: `by seed ${shown(own)}; no peer with deviation` };
  const apart = Math.abs(mean(own) - mean(peer)) / pooledDeviation(own, peer);
  return {
    ...measure,
    reference: { name: `PyTorch ${pyTorchVersion}`, value: mean(peer) },
    note: `${apart.toFixed(2)} standard deviations apart; by seed ${shown(own)}, of the peer ${shown(peer)}`,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of single runs, from both. */
function pooledDeviation(...samples: readonly (readonly number[])[]): number {
  const squares = samples.flatMap((values) => values.map((value) => (value - mean(values)) ** 2));
  return Math.sqrt(
    squares.reduce((sum, value) => sum + value, 0) / (squares.length - samples.length),
  );
}

const tell = (line: string): void => console.error(`bench tuned: ${line}`);
