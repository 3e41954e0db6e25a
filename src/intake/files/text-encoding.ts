import { CosmoError } from "../../domain/cosmo-error.ts";

/** Bytes at the beginning of a text that name its encoding, whatever else is said of it. */
const marks: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/** What to do with a file that is not UTF-8. */
export const undecodedHint =
  "Import the file with --encoding: windows-1252, where Excel saved it in western Europe or the Americas.";

/**
 * The name that the Encoding Standard has for an encoding, such as `windows-1252` for `latin1`.
 * @throws CosmoError ENCODING_UNKNOWN
 */
export function requireEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch (cause) {
    throw new CosmoError("ENCODING_UNKNOWN", `--encoding ${name} is not an encoding of texts.`, {
      hint: "Excel saves CSV as windows-1252 in western Europe and the Americas; others are iso-8859-2, windows-1250, windows-1251, utf-16le, shift_jis, euc-kr, gb18030 and big5.",
      exitCode: 2,
      cause,
    });
  }
}

/** Bytes that the longest mark takes. */
const markBytes = 3;

/**
 * The same text in UTF-8. A mark at its beginning stands above what is said; without either it is taken for UTF-8.
 * Bytes that are no character of the encoding become U+FFFD.
 *
 * @param encoding as `requireEncoding` gives it; null: nothing is said
 */
export async function* inUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: string | null,
): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined;
  let head = Buffer.alloc(0);
  const decoded = (bytes: Buffer): Buffer =>
    decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoded(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < markBytes) continue;
    decoder = decoderOf(head, encoding);
    yield decoded(head);
  }
  if (decoder === undefined) {
    decoder = decoderOf(head, encoding);
    if (head.length > 0) yield decoded(head);
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield Buffer.from(rest);
}

const markOf = (head: Buffer) =>
  marks.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));

/** Whether a text begins with a mark that names its encoding. */
export const isMarked = (head: Buffer): boolean => markOf(head) !== undefined;

/** Null: the text is UTF-8 already. */
function decoderOf(head: Buffer, encoding: string | null): InstanceType<typeof TextDecoder> | null {
  const name = markOf(head)?.encoding ?? encoding ?? "utf-8";
  return name === "utf-8" ? null : new TextDecoder(name);
}
