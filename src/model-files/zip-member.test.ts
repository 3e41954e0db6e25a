import assert from "node:assert/strict";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { type ZippedMember, zipOf } from "./zip-for-tests.ts";
import { openZipMember } from "./zip-member.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "zip-member-"));
});
after(() => rm(folder, { recursive: true }));

async function written(members: readonly ZippedMember[], comment = ""): Promise<string> {
  const path = join(folder, "archive.zip");
  await writeFile(path, zipOf(members, comment));
  return path;
}

test("every member comes back as it went in, stored or deflated, whatever the comment", async () => {
  const member = fc.record({
    name: fc.stringMatching(/^[a-zé/]{1,20}\.bin$/),
    content: fc.uint8Array({ maxLength: 5_000 }),
    deflate: fc.boolean(),
  });
  const archives = fc.uniqueArray(member, { minLength: 1, maxLength: 4, selector: (m) => m.name });
  await fc.assert(
    fc.asyncProperty(archives, fc.string({ maxLength: 30 }), async (members, comment) => {
      const path = await written(members, comment);
      for (const { name, content } of members)
        assert.deepEqual(await buffer(await openZipMember(path, name)), Buffer.from(content));
    }),
    { numRuns: 40 },
  );
});

const hello = { name: "hello.txt", content: Buffer.from("hello ".repeat(1000)), deflate: true };

test("an unknown member, an unknown method and an encrypted member are named", async () => {
  const path = await written([hello]);
  await assert.rejects(openZipMember(path, "other.txt"), /no member other\.txt/);
  await written([{ ...hello, method: 12 }]);
  await assert.rejects(openZipMember(path, "hello.txt"), /method 12/);
  await written([{ ...hello, flags: 1 }]);
  await assert.rejects(openZipMember(path, "hello.txt"), /encrypted/);
});

test("zip64 is refused, not misread", async () => {
  const path = await written([{ ...hello, headerOffset: 0xffffffff }]);
  await assert.rejects(openZipMember(path, "hello.txt"), /zip64/);
});

test("a file that is cut off or no zip is refused", async () => {
  const path = await written([hello]);
  await truncate(path, 60);
  await assert.rejects(openZipMember(path, "hello.txt"), /not a zip file/);
  await writeFile(path, "short");
  await assert.rejects(openZipMember(path, "hello.txt"), /not a zip file/);
});

test("damaged data fails while it is read", async () => {
  const path = join(folder, "damaged.zip");
  const bytes = zipOf([hello]);
  bytes.fill(0xff, 40, 50);
  await writeFile(path, bytes);
  await assert.rejects(buffer(await openZipMember(path, "hello.txt")));
});
