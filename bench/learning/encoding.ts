import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cosine } from "../../src/encoder/cosine.ts";
import { type Measure, median } from "../bench-document.ts";
import type { MachineState } from "../machine-state.ts";
import { encodeTask } from "./encode-task.ts";
import { measuredScript } from "./measured-script.ts";
import { pyTorchVersion } from "./pytorch.ts";

export interface EncodingBench {
  /** A Python with PyTorch; undefined: there is none. */
  readonly python: string | undefined;
  readonly weights: string;
  readonly tokenizer: string;
  readonly threads: number;
  readonly repeats: number;
  /** Texts at most. */
  readonly most: number;
  tell(line: string): void;
}

interface Encoded {
  readonly perSecond: number;
  readonly peakGigabytes: number;
  readonly vectors: readonly (readonly number[])[];
  readonly before: MachineState;
}

/** How many texts a second the frozen encoder takes, beside PyTorch with the same weights on the same tokens. */
export async function encodingMeasure(bench: EncodingBench): Promise<Measure> {
  const { python, weights, tokenizer, threads, repeats, most, tell } = bench;
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bench-encode-"));
  try {
    const file = join(folder, "task.json");
    const task = await encodeTask(most, tokenizer);
    writeFileSync(file, JSON.stringify(task));
    const ours = () =>
      measuredScript<Encoded>(process.execPath, "encode.ts", [
        file,
        String(threads),
        weights,
        tokenizer,
      ]);
    const theirs = () =>
      measuredScript<Encoded>(python ?? "", "encode.py", [file, weights, String(threads)]);
    const [own, peer]: [Encoded[], Encoded[]] = [[], []];
    for (let round = 0; round < repeats; round++) {
      if (round % 2 === 0) own.push(await ours());
      if (python !== undefined) peer.push(await theirs());
      if (round % 2 === 1) own.push(await ours());
      const rate = [own, peer].map((all) => all.at(-1)?.perSecond.toFixed(1) ?? "none");
      tell(`encoding: ${rate[0]} texts/s, PyTorch ${rate[1]}`);
    }
    const value = rateOf(own);
    const lengths = task.tokens.map(({ length }) => length).toSorted((a, b) => a - b);
    const held = Math.max(...own.map(({ peakGigabytes }) => peakGigabytes)).toFixed(2);
    const note = `${task.texts.length} texts of ${lengths.at(0)} to ${lengths.at(-1)} tokens; ours tokenizes them too, and held ${held} GB at most`;
    const measure = {
      ...{ id: "encode-against-pytorch", value, unit: "texts/s", repeats },
      before: own.map(({ before }) => before),
    };
    if (python === undefined) return { ...measure, note: `PyTorch is missing; ${note}` };
    return {
      ...measure,
      reference: { name: `PyTorch ${pyTorchVersion}, fp32`, value: rateOf(peer) },
      ratio: value / rateOf(peer),
      note: `${note}; the least cosine of a vector with the peer's is ${leastCosine(own, peer).toFixed(6)}`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rateOf = (all: readonly Encoded[]): number => median(all.map(({ perSecond }) => perSecond));

function leastCosine([own]: readonly Encoded[], [peer]: readonly Encoded[]): number {
  const cosines = own?.vectors.map((vector, place) =>
    cosine(Float32Array.from(vector), Float32Array.from(peer?.vectors[place] ?? [])),
  );
  return Math.min(...(cosines ?? []));
}
