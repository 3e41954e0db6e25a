import type { SqlConnection } from "../sql/sql.ts";
import { shortPrefixes } from "./head-words.ts";
import type { WriteDatabase } from "./index-database.ts";
import { idKey, wordKey } from "./index-keys.ts";
import { streamRows } from "./stream-rows.ts";

/** Heads in one value of a word's list. */
const headsPerChunk = 1000;

/** Heads in the list of a short beginning: no answer asks for more. */
const headsPerPrefix = 100;

/** For each word the numbers of its heads, and for each short beginning those of the first heads. */
export async function compileWords(
  connection: SqlConnection,
  database: WriteDatabase,
  signal: AbortSignal,
): Promise<void> {
  const byPrefix = new Map<string, number[]>();
  let open = "";
  let chunk = 0;
  let numbers: number[] = [];
  const end = (): void => {
    if (numbers.length > 0) database.put("words", wordKey(open, chunk), numberList(numbers));
    numbers = [];
  };
  for await (const [word, number] of streamRows<readonly [word: string, number: number]>(
    connection,
    "SELECT word, number FROM words ORDER BY word, number",
    signal,
  )) {
    if (word !== open || numbers.length === headsPerChunk) {
      end();
      chunk = word === open ? chunk + 1 : 0;
    }
    if (word !== open) {
      open = word;
    }
    // Of one word no more than the list of its beginning can hold.
    if (chunk === 0 && numbers.length < headsPerPrefix) {
      for (const prefix of shortPrefixes(word)) {
        const list = byPrefix.get(prefix) ?? [];
        list.push(number);
        byPrefix.set(prefix, list.length > 50 * headsPerPrefix ? firstOf(list) : list);
      }
    }
    numbers.push(number);
  }
  end();
  const sorted = [...byPrefix].map(([prefix, list]) => [idKey(prefix), firstOf(list)] as const);
  for (const [key, list] of sorted.toSorted(([a], [b]) => Buffer.compare(a, b))) {
    database.put("prefixes", key, numberList(list));
  }
}

const firstOf = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].toSorted((a, b) => a - b).slice(0, headsPerPrefix);

function numberList(numbers: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * numbers.length);
  for (const [place, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * place);
  return bytes;
}

/** What `compileWords` wrote as a value. */
export function readNumberList(bytes: Buffer): number[] {
  const numbers: number[] = new Array(bytes.length / 4);
  for (let place = 0; place < numbers.length; place++) {
    numbers[place] = bytes.readUInt32LE(4 * place);
  }
  return numbers;
}
