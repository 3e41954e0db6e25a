import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";

// Sizes, signatures and offsets: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const endRecordBytes = 22;
const longestComment = 0xffff;
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const entryBytes = 46;
const localHeaderSignature = 0x04034b50;
const localHeaderBytes = 30;
const stored = 0;
const deflated = 8;

interface ZipEntry {
  readonly encrypted: boolean;
  readonly method: number;
  readonly compressedBytes: number;
  readonly headerOffset: number;
}

/**
 * The bytes of one member of a zip file, inflated while they are read. Does not check the member's
 * CRC: callers compare a SHA-256. Throws a plain Error on zip64, encryption, or an unknown member.
 */
export async function openZipMember(zipPath: string, member: string): Promise<Readable> {
  const file = await open(zipPath, "r");
  try {
    const entry = findEntry(await readDirectory(file), member);
    if (entry.encrypted) throw new Error(`${member} is encrypted`);
    if (entry.method !== stored && entry.method !== deflated)
      throw new Error(`${member} is compressed by method ${entry.method}, known are 0 and 8`);
    const header = await readBytes(file, entry.headerOffset, localHeaderBytes);
    if (header.readUInt32LE(0) !== localHeaderSignature) throw new Error("broken local header");
    const start =
      entry.headerOffset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (entry.compressedBytes === 0) return Readable.from([]);
    const bytes = createReadStream(zipPath, { start, end: start + entry.compressedBytes - 1 });
    if (entry.method === stored) return bytes;
    const inflate = createInflateRaw();
    // The reader of `inflate` sees a failure of either stream: pipeline destroys both.
    pipeline(bytes, inflate, () => {});
    return inflate;
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, endRecordBytes + longestComment);
  const tail = await readBytes(file, size - tailBytes, tailBytes);
  let at = tailBytes - endRecordBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at -= 1;
  if (at < 0) throw new Error("not a zip file, or cut off");
  const directoryBytes = tail.readUInt32LE(at + 12);
  const directoryOffset = tail.readUInt32LE(at + 16);
  refuseZip64(tail.readUInt16LE(at + 10), directoryBytes, directoryOffset);
  return await readBytes(file, directoryOffset, directoryBytes);
}

function findEntry(directory: Buffer, member: string): ZipEntry {
  let at = 0;
  while (at + entryBytes <= directory.length) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error("broken central directory");
    const nameEnd = at + entryBytes + directory.readUInt16LE(at + 28);
    if (directory.toString("utf8", at + entryBytes, nameEnd) === member) {
      const compressedBytes = directory.readUInt32LE(at + 20);
      const headerOffset = directory.readUInt32LE(at + 42);
      refuseZip64(0, compressedBytes, headerOffset);
      const encrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
      return { encrypted, method: directory.readUInt16LE(at + 10), compressedBytes, headerOffset };
    }
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw new Error(`the zip file has no member ${member}`);
}

/** Zip64 writes the largest value where the true one is in an extra field (section 4.3.9.2). */
function refuseZip64(entries: number, ...sizes: readonly number[]): void {
  if (entries === 0xffff || sizes.includes(0xffffffff)) throw new Error("zip64 is not supported");
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error("the zip file is cut off");
  return buffer;
}
