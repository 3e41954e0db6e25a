import { availableParallelism } from "node:os";
import { usualModelFile } from "../../scripts/usual-model-file.ts";
import { miniLmTokenizer, miniLmWeights } from "../../src/model-files/models.ts";
import { type BenchDocument, benchDocument, type Measure, median } from "../bench-document.ts";
import type { MachineState } from "../machine-state.ts";
import { encodingMeasure } from "./encoding.ts";
import { measuredScript } from "./measured-script.ts";
import { pyTorchPython, pyTorchVersion } from "./pytorch.ts";

const batch = 32;
const classes = 4;
const warmUp = 2;

/** What one way of learning did in one process. */
interface Learning {
  readonly pairsPerSecond: number;
  readonly peakGigabytes: number;
  /** Of ours: at the end of each epoch. */
  readonly heldGigabytes?: readonly number[];
  readonly before: MachineState;
}

interface Way {
  readonly name: string;
  /** Left out: in each round. */
  readonly inFirstRoundAlone?: true;
  run(length: number, steps: number): Promise<Learning>;
}

/**
 * How fast a cross-encoder is learnt, beside PyTorch on the same threads: 6 layers of 384, batches of 32, AdamW; how fast the encoder
 * encodes as it is, and whether memory grows over epochs.
 */
export async function benchLearning({
  quick,
}: {
  readonly quick: boolean;
}): Promise<BenchDocument> {
  const threads = availableParallelism();
  const weights = await usualModelFile(miniLmWeights, new AbortController().signal);
  const python = pyTorchPython(tell);
  const ours: Way = {
    name: "ours",
    run: (length, steps) =>
      measuredScript<Learning>(process.execPath, "train-cross.ts", [
        ...[length, batch, classes, warmUp, steps, threads, 1].map(String),
        weights,
      ]),
  };
  const overEpochs = (epochs: number, steps: number): Promise<Learning> =>
    measuredScript<Learning>(process.execPath, "train-cross.ts", [
      ...[64, batch, classes, warmUp, steps, threads, epochs].map(String),
      weights,
    ]);
  const pyTorch = (type: "fp32" | "bf16"): Way => ({
    name: `PyTorch ${pyTorchVersion}, ${type}`,
    // A processor without instructions for it takes many times as long.
    ...(type === "bf16" && { inFirstRoundAlone: true }),
    run: (length, steps) =>
      measuredScript<Learning>(python ?? "", "train_cross.py", [
        ...[length, batch, classes].map(String),
        ...(type === "bf16" ? ["1", "2"] : [warmUp, steps].map(String)),
        ...[type, String(threads)],
      ]),
  });
  const peers = python === undefined ? [] : [pyTorch("fp32"), pyTorch("bf16")];
  const measures: Measure[] = [];
  for (const length of quick ? [32] : [32, 64, 128]) {
    const steps = quick ? 8 : Math.round(1280 / length);
    measures.push(...(await measured(length, steps, quick ? 1 : 3, ours, peers)));
  }
  const tokenizer = await usualModelFile(miniLmTokenizer, new AbortController().signal);
  const repeats = quick ? 1 : 3;
  const most = quick ? 300 : 3000;
  measures.push(
    await encodingMeasure({ python, weights, tokenizer, threads, repeats, most, tell }),
    memoryMeasure(await overEpochs(quick ? 3 : 8, quick ? 3 : 18)),
  );
  return benchDocument("learning", measures);
}

/** Whether what is held grows from epoch to epoch. */
function memoryMeasure({ heldGigabytes = [], before }: Learning): Measure {
  const [first = Number.NaN, last = Number.NaN] = [heldGigabytes[0], heldGigabytes.at(-1)];
  const shown = heldGigabytes.map((held) => held.toFixed(3)).join(", ");
  tell(`held at the end of each epoch: ${shown} GB`);
  return {
    ...{ id: "memory-over-epochs", value: last, unit: "GB", repeats: 1 },
    reference: { name: "the same at the end of the first epoch", value: first },
    ...{ ratio: first / last, before: [before] },
    note: `64 tokens, batches of ${batch}; at the end of each epoch ${shown}`,
  };
}

/** Each is first in another round, so that what a busy machine costs does not always hit the same. */
async function measured(
  length: number,
  steps: number,
  repeats: number,
  ours: Way,
  peers: readonly Way[],
): Promise<readonly Measure[]> {
  const ways = [ours, ...peers];
  const found = new Map<Way, Learning[]>(ways.map((way) => [way, []]));
  for (let round = 0; round < repeats; round++) {
    for (const at of ways.keys()) {
      const way = ways[(at + round) % ways.length] ?? ours;
      if (way.inFirstRoundAlone && round > 0) continue;
      const one = await way.run(length, steps);
      found.get(way)?.push(one);
      tell(`${length} tokens, ${way.name}: ${one.pairsPerSecond.toFixed(1)} pairs/s`);
    }
  }
  const rate = (way: Way): number =>
    median((found.get(way) ?? []).map(({ pairsPerSecond }) => pairsPerSecond));
  const own = found.get(ours) ?? [];
  const common = { value: rate(ours), unit: "pairs/s", repeats };
  const memory = Math.max(...own.map(({ peakGigabytes }) => peakGigabytes));
  const note = `batches of ${batch}, ${steps} steps behind ${warmUp} of warm-up, forward, backward, clipping and AdamW; ours held ${memory.toFixed(2)} GB at most`;
  const before = own.map((one) => one.before);
  const [fp32, bf16] = peers;
  if (fp32 === undefined || bf16 === undefined) {
    const missing = { id: `train-cross-${length}-against-pytorch`, ...common, before };
    return [{ ...missing, note: `PyTorch is missing; ${note}` }];
  }
  return [fp32, bf16].map((peer) => ({
    ...{ id: `train-cross-${length}-against-pytorch${peer === bf16 ? "-bf16" : ""}`, ...common },
    reference: { name: peer.name, value: rate(peer) },
    ratio: rate(ours) / rate(peer),
    before,
    note: peer === bf16 ? `${note}; bf16 once, in two steps` : note,
  }));
}

const tell = (line: string): void => console.error(`bench learning: ${line}`);
