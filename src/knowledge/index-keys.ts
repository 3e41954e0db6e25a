import { createHash } from "node:crypto";

/** LMDB takes keys of up to 1,978 bytes; longer ids are known by their hash. */
const longestKey = 480;

/** The key of an id: its UTF-8, or 0xff, with which no UTF-8 begins, and its SHA-256. */
export function idKey(id: string): Buffer {
  const bytes = Buffer.from(id);
  if (bytes.length <= longestKey) return bytes;
  return Buffer.concat([Buffer.of(0xff), createHash("sha256").update(bytes).digest()]);
}

/** Keys of numbers, in their order: most significant byte first. */
export function numberKey(...numbers: readonly number[]): Buffer {
  const key = Buffer.allocUnsafe(4 * numbers.length);
  for (const [place, number] of numbers.entries()) key.writeUInt32BE(number, 4 * place);
  return key;
}

/** A word and a number behind it; a word of which another is the beginning comes after that one. */
export function wordKey(word: string, chunk: number): Buffer {
  return Buffer.concat([Buffer.from(word), Buffer.of(0), numberKey(chunk)]);
}

/** The word of a key that `wordKey` made. */
export const wordOfKey = (key: Buffer): string => key.toString("utf8", 0, key.length - 5);

/** Bytes of an id's digits, see domain/ids. */
export const digestBytes = 10;

const hashedId = /^[a-z]+_([0-9a-f]{20})$/;

/** The digits of an id such as `edge_0123…` as bytes; all ids of that kind begin alike. */
export function digestOf(id: string): Buffer {
  const digits = hashedId.exec(id)?.[1];
  if (digits === undefined) throw new Error(`${JSON.stringify(id)} is no id with 20 digits`);
  return Buffer.from(digits, "hex");
}
