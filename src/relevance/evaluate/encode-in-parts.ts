import { hashOf } from "../../domain/hash.ts";
import { type Progress, silentWork } from "../../domain/progress.ts";
import type { Vectors } from "../../encoder/encode-texts.ts";
import type { Encoder } from "../../encoder/encoder.ts";
import type { KeptFits } from "./kept-fits.ts";

export interface EncodingInParts {
  readonly encoder: Encoder;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What was encoded before; left out: nothing is kept. */
  readonly kept?: Pick<KeptFits, "readVectors" | "writeVectors">;
}

/** Some seconds' work, with enough texts of each length. */
const textsOfPart = 2000;

/** Encodes each text once, part by part, and keeps the vectors of each, so that a stop costs one part. */
export async function encodeInParts(
  texts: Iterable<string>,
  { encoder, signal, progress, kept }: EncodingInParts,
): Promise<Vectors> {
  const once = [...new Set(texts)];
  const vectors = new Map<string, Float32Array>();
  if (once.length === 0) return vectors;
  // What is over at once is not worth a line.
  const work =
    once.length > textsOfPart ? progress.started("encode", "texts", once.length) : silentWork;
  for (let from = 0; from < once.length; from += textsOfPart) {
    const part = once.slice(from, from + textsOfPart);
    const name = hashOf(part);
    const before = await kept?.readVectors(name);
    const made = before ?? (await encoder.encode(part, signal));
    if (before === undefined) await kept?.writeVectors(name, made);
    for (const [place, text] of part.entries()) {
      vectors.set(text, made[place] ?? new Float32Array());
    }
    work.progressed(from + part.length);
  }
  work.finished();
  return vectors;
}
