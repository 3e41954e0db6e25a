import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ModelFile } from "./model-file.ts";

/**
 * Streams bytes into a file at `path` while hashing them. Rejects with a plain Error when they are
 * not the pinned content, as soon as there are too many of them.
 */
export async function saveVerified(
  bytes: AsyncIterable<Uint8Array>,
  file: ModelFile,
  path: string,
  arrived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash("sha256");
  let count = 0;
  async function* checked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      count += chunk.byteLength;
      if (count > file.bytes) throw new Error(`has more than the ${file.bytes} bytes expected`);
      hash.update(chunk);
      arrived(count);
      yield chunk;
    }
  }
  await pipeline(bytes, checked, createWriteStream(path, { flags: "wx", flush: true }), { signal });
  const sha256 = hash.digest("hex");
  if (sha256 !== file.sha256)
    throw new Error(`has other content: SHA-256 ${sha256}, ${count} bytes`);
}
