import { CosmoError } from "../../domain/cosmo-error.ts";
import { findFiles } from "../../intake/files/find-files.ts";
import { readLines } from "../../intake/files/read-lines.ts";
import { Problem } from "../../intake/import-item.ts";

/**
 * The ids of a text file, one on each line; empty lines are none.
 * @throws CosmoError IDS_UNREADABLE, and what finding and reading a file throws
 */
export async function readIds(path: string, signal: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const file of await findFiles([path], () => true)) {
    for await (const { first, texts } of readLines(file, signal)) {
      for (const [place, text] of texts.entries()) {
        if (text instanceof Problem) {
          throw unreadable(`${file.name}, line ${first + place}: ${text.message}`);
        }
        const id = text.trim();
        if (id !== "") ids.push(id);
      }
    }
  }
  if (ids.length === 0) throw unreadable(`There are no ids in ${path}`);
  return ids;
}

const unreadable = (message: string): CosmoError =>
  new CosmoError("IDS_UNREADABLE", message, {
    hint: "Give a text file in UTF-8 with a customer's id on each line and nothing else. Nobody was forgotten.",
    exitCode: 2,
  });
