import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { parse } from "yaml";

/** Raised by hand where the same text comes to be read otherwise. */
const version = 1;

/** Below it, in characters, a text is parsed as fast as it is found. */
const worthKeeping = 1000;

const usualFolder = join(homedir(), ".cache", "cosmo", "parsed-yaml");

/**
 * Reads YAML. What a text says is kept under the hash of the text, and taken from there the next time: parsing the sample
 * shop takes a second, and the files that come with cosmo as long as the rest of a short command. Where nothing can be
 * kept, or what was kept is damaged, it is parsed each time.
 *
 * @param folder where parsed texts are kept; each can be removed at any time
 * @throws YAMLParseError with the place in the text
 */
export async function parseYaml(text: string, folder = usualFolder): Promise<unknown> {
  if (text.length < worthKeeping) return parse(text);
  const file = join(folder, createHash("sha256").update(`${version}\n${text}`).digest("hex"));
  const kept = await readFile(file)
    .then((bytes) => ({ content: deserialize(bytes) as unknown }))
    .catch(() => undefined);
  if (kept !== undefined) return kept.content;
  const content: unknown = parse(text);
  await keep(folder, file, serialize(content)).catch(() => {});
  return content;
}

/** At one stroke: another process may read it at any moment. */
async function keep(folder: string, file: string, bytes: Buffer): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  await writeFile(temporary, bytes);
  await rename(temporary, file);
}
