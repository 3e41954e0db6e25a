import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { CosmoError } from "../domain/cosmo-error.ts";
import { importRecorded } from "../language-model/recorded-answers.ts";
import type { MeasuredText } from "../refinement/measure-store.ts";
import { sampleShopFolder } from "./sample-shop.ts";
import type { Workspace } from "./workspace.ts";

/** Answers and measures that the embedded models gave on the sample shop, recorded once. */
export const recordedFolder: string = join(sampleShopFolder, "recorded");
export const answersFile = "answers.jsonl.gz";
export const measuresFile = "measures.jsonl.gz";

async function readJsonLines(file: string): Promise<unknown[]> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const values: unknown[] = [];
  for await (const line of lines) values.push(JSON.parse(line));
  return values;
}

/** Errors that mean: there is no embedded model to be had here. */
const modelAbsent = new Set(["MODEL_FILE_UNAVAILABLE", "EMBEDDED_MODEL_UNSUPPORTED"]);

/**
 * Opens the embedded models, or, where none can be had, takes in what they answered when the sample
 * was recorded. The answer is why they can't be had; undefined when they are there.
 */
export async function prepareOrReplay({ ports }: Workspace): Promise<CosmoError | undefined> {
  try {
    await ports.prepare();
    return undefined;
  } catch (error) {
    if (!(error instanceof CosmoError) || !modelAbsent.has(error.code)) throw error;
    importRecorded(ports.calls, await readJsonLines(join(recordedFolder, answersFile)));
    const measured = await readJsonLines(join(recordedFolder, measuresFile));
    ports.measures.add(measured as MeasuredText[]);
    return error;
  }
}
