import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeFileDurably } from "../../artifact/durable.ts";
import { Safetensors } from "../../onnx/safetensors.ts";
import { elementTypes, type Tensor } from "../../onnx/tensor.ts";
import { writeSafetensors } from "../../onnx/write-safetensors.ts";
import type { HeldOut } from "./held-out-row.ts";

/** What the fits of one evaluation said, and what it encoded, so that it goes on where it was stopped. */
export interface KeptFits {
  /** How many fits there were when it began, and whether texts had been encoded. */
  readonly found: { readonly fits: number; readonly vectors: boolean };
  read(name: string): Promise<HeldOut | undefined>;
  write(name: string, held: HeldOut): Promise<void>;
  readVectors(name: string): Promise<readonly Float32Array[] | undefined>;
  writeVectors(name: string, vectors: readonly Float32Array[]): Promise<void>;
  /** Forgets the fits of these rows, and all vectors: the evaluation of those rows came to its end. */
  clear(rows: readonly string[]): Promise<void>;
}

/** After so long nobody goes on with what was left. */
const forgottenAfterMs = 30 * 24 * 60 * 60_000;

const sides = ["validation", "evaluated"] as const;

/**
 * Fits in files of a folder, one for each, which appears at one stroke. What evaluations left there that nobody went on with for a
 * month is cleared.
 *
 * @param folder of all evaluations
 * @param identity hash of all that decides what the fits of this one say
 * @param now milliseconds since 1970
 */
export async function openKeptFits(
  folder: string,
  identity: string,
  now: number,
): Promise<KeptFits> {
  const own = join(folder, identity.slice(0, 32));
  await clearForgotten(folder, now);
  const fileOf = (name: string): string => join(own, `${encodeURIComponent(name)}.safetensors`);
  const vectorsFileOf = (name: string): string => join(own, "vectors", `${name}.safetensors`);
  return {
    found: {
      fits: (await namesIn(own)).filter((name) => name.endsWith(".safetensors")).length,
      vectors: (await namesIn(join(own, "vectors"))).length > 0,
    },
    async read(name) {
      const file = await safetensorsIn(fileOf(name));
      if (file === undefined) return undefined;
      const [validation = [], evaluated = []] = sides.map((side) =>
        rowsOf<Float64Array>(file.tensor(side)),
      );
      const chosen = file.metadata["chosen"];
      return {
        ...{ validation, evaluated },
        ...(chosen !== undefined && { chosen: JSON.parse(chosen) as unknown }),
      };
    },
    async write(name, held) {
      const tensors = new Map(sides.map((side) => [side, tensorOf(held[side], "float64")]));
      const { chosen } = held;
      const metadata = chosen === undefined ? {} : { chosen: JSON.stringify(chosen) };
      await writeFileDurably(fileOf(name), writeSafetensors(tensors, metadata));
    },
    async readVectors(name) {
      const file = await safetensorsIn(vectorsFileOf(name));
      return file && rowsOf<Float32Array>(file.tensor("vectors"));
    },
    async writeVectors(name, vectors) {
      const tensors = new Map([["vectors", tensorOf(vectors, "float32")]]);
      await writeFileDurably(vectorsFileOf(name), writeSafetensors(tensors));
    },
    async clear(rows) {
      await rm(join(own, "vectors"), { recursive: true, force: true });
      const left = await namesIn(own);
      const done = left.filter((name) => rows.some((row) => isFitOf(row, name)));
      for (const name of done) await rm(join(own, name), { force: true });
      if (done.length === left.length) await rm(own, { recursive: true, force: true });
    },
  };
}

/** Names of fits are of row, seed and fold. */
const isFitOf = (row: string, file: string): boolean =>
  decodeURIComponent(file).startsWith(`${row} seed `) ||
  decodeURIComponent(file).startsWith(`${row}+control-`);

async function safetensorsIn(path: string): Promise<Safetensors | undefined> {
  const bytes = await readFile(path).catch(undefinedIfMissing);
  return bytes && new Safetensors(new Uint8Array(bytes));
}

function tensorOf(
  rows: readonly (Float32Array | Float64Array)[],
  type: "float32" | "float64",
): Tensor {
  const width = rows[0]?.length ?? 0;
  const data = new elementTypes[type].array(rows.length * width);
  for (const [at, row] of rows.entries()) data.set(row, at * width);
  return { type, shape: [rows.length, width], data } as Tensor;
}

const rowsOf = <Row extends Float32Array | Float64Array>({
  shape: [count = 0, width = 0],
  data,
}: Tensor): readonly Row[] =>
  Array.from({ length: count }, (_, at) => data.slice(at * width, (at + 1) * width) as Row);

async function clearForgotten(folder: string, now: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    const { mtimeMs } = (await stat(join(folder, name)).catch(undefinedIfMissing)) ?? {};
    if (mtimeMs === undefined || now - mtimeMs < forgottenAfterMs) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(undefinedIfMissing)) ?? [];

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
