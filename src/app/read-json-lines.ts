import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

/** Every line of a gzipped file, read as JSON. */
export async function readJsonLines(file: string): Promise<unknown[]> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const values: unknown[] = [];
  for await (const line of lines) values.push(JSON.parse(line));
  return values;
}
