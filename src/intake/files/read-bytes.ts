import { createReadStream } from "node:fs";
import type { Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { SourceFile } from "./find-files.ts";
import { resumed } from "./resumed.ts";
import { inUtf8, isMarked } from "./text-encoding.ts";

const chunkBytes = 128 * 1024;

const decompressors: readonly { magic: readonly number[]; create: () => Transform }[] = [
  { magic: [0x1f, 0x8b], create: createGunzip },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], create: createZstdDecompress },
];

/** Contents that would only give thousands of rejects as text. */
const notText: readonly { magic: readonly number[]; what: string; hint: string }[] = [
  {
    magic: [0xff, 0xfe, 0x00, 0x00],
    what: "UTF-32",
    hint: "iconv -f UTF-32 -t UTF-8 turns it into UTF-8.",
  },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: "a zip archive or a spreadsheet",
    hint: "Unzip it, or save the sheet as CSV UTF-8.",
  },
  { magic: [0x50, 0x41, 0x52, 0x31], what: "Parquet", hint: "Import it with --format parquet." },
];

const begins = (chunk: Buffer, magic: readonly number[]): boolean =>
  magic.every((byte, index) => chunk[index] === byte);

/**
 * The bytes of a text file, in UTF-8; gzip and zstd are told by their first bytes and unpacked.
 * What was unpacked before a damage is yielded before the error is thrown.
 * @throws CosmoError FILE_NOT_TEXT, FILE_NOT_PACKED, and the system's and zlib's own errors
 */
export async function* readBytes({ path, encoding = null }: SourceFile): AsyncGenerator<Buffer> {
  const chunks = bytesOf(path);
  try {
    const head = await chunks.next();
    if (head.done) return;
    const packed = decompressors.find(({ magic }) => begins(head.value, magic));
    if (!packed) {
      refuseBinary(path, head.value);
      if (encoding === null) {
        refuseUnpacked(path, head.value);
        refuseUnmarked(path, head.value);
      }
    }
    const all = resumed(head.value, chunks);
    yield* inUtf8(packed ? unpack(all, packed.create()) : all, encoding);
  } finally {
    await chunks.return(undefined);
  }
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: chunkBytes });
}

function refuseBinary(path: string, chunk: Buffer): void {
  const other = notText.find(({ magic }) => begins(chunk, magic));
  if (!other) return;
  throw new CosmoError("FILE_NOT_TEXT", `${path} is ${other.what}, not text.`, {
    hint: other.hint,
    exitCode: 2,
  });
}

/** Text of Latin letters in UTF-16 has a zero in every second byte. */
function refuseUnmarked(path: string, chunk: Buffer): void {
  const looked = chunk.subarray(0, 1000);
  const zeros = looked.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (looked.length < 8 || zeros * 3 < looked.length || isMarked(looked)) return;
  throw new CosmoError(
    "FILE_NOT_TEXT",
    `${path} seems to be UTF-16 without the mark that says so.`,
    {
      hint: `Say it: --encoding ${looked[0] === 0 ? "utf-16be" : "utf-16le"}`,
      exitCode: 2,
    },
  );
}

/** A file that is named like a compressed one may hold text all the same: a browser unpacks it and keeps the name. */
function refuseUnpacked(path: string, chunk: Buffer): void {
  const ending = /\.(gz|zst|zstd)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) return;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(chunk, { stream: true });
  } catch (cause) {
    const tool = ending === "gz" ? "gzip" : "zstd";
    throw new CosmoError(
      "FILE_NOT_PACKED",
      `${path} is named like a file of ${tool}, and is neither that nor text in UTF-8.`,
      {
        hint: `Copy the file again (${tool} -t checks it), or name it as what it is.`,
        exitCode: 2,
        cause,
      },
    );
  }
}

/**
 * Feeds an engine one chunk at a time and takes what comes out at once. A pipeline would drop what
 * it still holds when the engine fails, and so rows that stand before the damage.
 */
async function* unpack(packed: AsyncIterable<Buffer>, engine: Transform): AsyncGenerator<Buffer> {
  const state: { unpacked: Buffer[]; failure: Error | null } = { unpacked: [], failure: null };
  const closed = new Promise<void>((close) => engine.on("close", () => close()));
  engine.on("data", (chunk: Buffer) => state.unpacked.push(chunk));
  engine.on("error", (error) => {
    state.failure = error;
  });
  function* taken(): Generator<Buffer> {
    yield* state.unpacked.splice(0);
    if (state.failure) throw state.failure;
  }
  try {
    for await (const chunk of packed) {
      const written = new Promise<void>((done) => engine.write(chunk, () => done()));
      await Promise.race([written, closed]);
      yield* taken();
    }
    engine.end();
    await closed;
    yield* taken();
  } finally {
    engine.destroy();
  }
}
