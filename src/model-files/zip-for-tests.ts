import { crc32, deflateRawSync } from "node:zlib";

export interface ZippedMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate: boolean;
  /** Wrong values on purpose: */
  readonly method?: number;
  readonly flags?: number;
  readonly headerOffset?: number;
}

/** A zip file, written by hand after PKWARE APPNOTE.TXT, so that the reader is not its own judge. */
export function zipOf(members: readonly ZippedMember[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const data = member.deflate ? deflateRawSync(member.content) : Buffer.from(member.content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(member.flags ?? 0, 2);
    shared.writeUInt16LE(member.method ?? (member.deflate ? 8 : 0), 4);
    shared.writeUInt32LE(crc32(member.content), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(member.content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const extra = Buffer.from("0123");
    const localShared = Buffer.from(shared);
    localShared.writeUInt16LE(extra.length, 24);
    const local = [Buffer.from("PK\x03\x04"), localShared, name, extra, data];
    const ending = Buffer.alloc(14);
    ending.writeUInt32LE(member.headerOffset ?? offset, 10);
    entries.push(Buffer.from("PK\x01\x02\x14\x00"), shared, ending, name);
    locals.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}
