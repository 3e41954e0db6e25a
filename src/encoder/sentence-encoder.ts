import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { CosmoError } from "../domain/cosmo-error.ts";
import { Safetensors } from "../onnx/safetensors.ts";
import { type OnnxSession, openSession } from "../onnx/session.ts";
import { int64 } from "../onnx/tensor.ts";
import { bertGraph } from "./bert-graph.ts";
import type { BertShape } from "./bert-states.ts";
import type { Encoder } from "./encoder.ts";
import { equalLengthBatches } from "./equal-length-batches.ts";
import { sentenceEncoderId } from "./sentence-encoder-id.ts";
import { openTextTokenizer, type TokenizeText } from "./text-tokenizer.ts";

export interface SentenceEncoderOptions {
  readonly name: string;
  /** The weights as safetensors. */
  readonly modelFile: string;
  /** `tokenizer.json`. */
  readonly tokenizerFile: string;
  /** Of the weights, in lower-case hexadecimal. It names them; it is not checked here. */
  readonly sha256: string;
  readonly threads: number;
  readonly shape: BertShape;
  /** Longer texts are cut, marks included. */
  readonly maxTokens: number;
}

/**
 * What one run takes. Measured with all-MiniLM-L6-v2 at 8 to 256 tokens a text: 512 to 768 is the
 * fastest, 64 texts of 29 tokens are a tenth slower, one alone a third.
 */
const tokensPerBatch = 512;

/** Tokenizing takes about 20 µs a text; the event loop gets its turn this often. */
const textsPerTurn = 256;

interface LoadedModel {
  readonly tokenize: TokenizeText;
  readonly session: OnnxSession;
}

/**
 * A BERT sentence encoder of which nothing but the tokenizer's file is read before the first text.
 *
 * The vector of a text is the same to the last bit whatever else is encoded with it, in whatever order
 * and with however many threads: only texts of equal length share a run, and each row of it is
 * computed by the same sums in the same order. Another kind of processor may differ by about 1e-7,
 * which no rounding would hide (there is always a value on the edge).
 *
 * Throws CosmoError `MODEL_FILE_MISSING`; `encode` throws `MODEL_FILE_BROKEN`, `ENCODER_CLOSED` and the
 * errors of a session.
 */
export async function openSentenceEncoder(options: SentenceEncoderOptions): Promise<Encoder> {
  const { hidden } = options.shape;
  const tokenizerJson = await readModelFile(options.tokenizerFile);
  const tokenizerSha256 = createHash("sha256").update(tokenizerJson).digest("hex");
  let loading: Promise<LoadedModel> | undefined;
  let closed = false;

  async function load(): Promise<LoadedModel> {
    const tokenize = openTextTokenizer(tokenizerJson.toString("utf8"), options.maxTokens);
    const weights = new Safetensors(await readModelFile(options.modelFile));
    const model = bertGraph((name) => weights.tensor(name), options.shape);
    return { tokenize, session: await openSession(model, { threads: options.threads }) };
  }

  async function encode(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    signal.throwIfAborted();
    if (closed) throw encoderClosed(options.name);
    loading ??= load();
    const { tokenize, session } = await loading;
    const sequences = await tokenizeAll(texts, tokenize, signal);
    const vectors: Float32Array[] = new Array(texts.length);
    for (const batch of equalLengthBatches(sequences, tokensPerBatch)) {
      const rows = batch.map((place) => sequences[place] ?? []);
      const tokenIds = int64(rows.flat(), [rows.length, rows[0]?.length ?? 0]);
      const outputs = await session.run({ token_ids: tokenIds }, signal);
      const values = outputs["vectors"]?.data as Float32Array;
      for (const [row, place] of batch.entries()) {
        vectors[place] = values.slice(row * hidden, (row + 1) * hidden);
      }
    }
    return vectors;
  }

  return {
    id: sentenceEncoderId({ ...options, tokenizerSha256 }),
    encode,
    async close() {
      closed = true;
      const loaded = await loading?.catch(() => undefined);
      await loaded?.session.close();
    },
  };
}

async function tokenizeAll(
  texts: readonly string[],
  tokenize: TokenizeText,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const sequences: (readonly number[])[] = [];
  for (let from = 0; from < texts.length; from += textsPerTurn) {
    sequences.push(...texts.slice(from, from + textsPerTurn).map(tokenize));
    await setImmediate();
    signal.throwIfAborted();
  }
  return sequences;
}

async function readModelFile(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CosmoError("MODEL_FILE_MISSING", `The encoder's file ${path} could not be read`, {
      hint: "Correct the path in the settings, or leave it out so that the file is fetched.",
      cause: error,
      exitCode: 2,
    });
  }
}

const encoderClosed = (name: string): CosmoError =>
  new CosmoError("ENCODER_CLOSED", `The encoder ${name} was asked after it had been closed`, {
    hint: "Run the same command again; if it stays, report it with this message.",
  });
