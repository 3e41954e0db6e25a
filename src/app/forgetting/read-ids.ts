import { CosmoError } from "../../domain/cosmo-error.ts";
import { findFiles } from "../../intake/files/find-files.ts";
import { readLines } from "../../intake/files/read-lines.ts";
import { Problem } from "../../intake/import-item.ts";
import type { NamedCustomer } from "./named-customer.ts";

/**
 * The customers of a text file, an id on each line; empty lines are none.
 * @throws CosmoError IDS_UNREADABLE, and what finding and reading a file throws
 */
export async function readIds(
  path: string,
  signal: AbortSignal,
): Promise<readonly NamedCustomer[]> {
  const named: NamedCustomer[] = [];
  for (const file of await findFiles([path], () => true)) {
    for await (const { first, texts } of readLines(file, signal)) {
      for (const [index, text] of texts.entries()) {
        const place = `${file.name}:${first + index}`;
        if (text instanceof Problem) throw unreadable(`${place}: ${text.message}`);
        const id = text.trim();
        if (id !== "") named.push({ id, place });
      }
    }
  }
  if (named.length === 0) throw unreadable(`There are no ids in ${path}`);
  return named;
}

const unreadable = (message: string): CosmoError =>
  new CosmoError("IDS_UNREADABLE", message, {
    hint: "Give a text file in UTF-8 with a customer's id on each line and nothing else. Nobody was forgotten.",
    exitCode: 2,
  });
