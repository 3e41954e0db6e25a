import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { Problem } from "../import-item.ts";
import { readLines } from "./read-lines.ts";
import { inUtf8, requireEncoding } from "./text-encoding.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-lines-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();

async function linesOf(
  bytes: string | Buffer,
  encoding: string | null = null,
): Promise<{ lines: string[]; error: unknown }> {
  const path = join(folder, "file");
  writeFileSync(path, bytes);
  const lines: string[] = [];
  try {
    for await (const { first, texts } of readLines({ path, name: "file", encoding }, signal)) {
      assert.equal(first, lines.length + 1);
      lines.push(...texts.map((text) => (text instanceof Problem ? text.code : text)));
    }
  } catch (error) {
    return { lines, error };
  }
  return { lines, error: null };
}

const manyLines = Array.from({ length: 60_000 }, (_, i) => `${i} ${Math.sin(i)} ü`);
const manyText = `${manyLines.join("\n")}\n`;

test("byte order mark and both kinds of line ends are not part of the text", async () => {
  const { lines } = await linesOf("\uFEFFone\r\ntwo\n\nfour");
  assert.deepEqual(lines, ["one", "two", "", "four"]);
});

test("lines that end with CR alone are lines; a CR within them is text", async () => {
  for (const bytes of ["one\rtwo\r\rfour\r", gzipSync("one\rtwo\r\rfour")]) {
    assert.deepEqual((await linesOf(bytes)).lines, ["one", "two", "", "four"]);
  }
  const many = await linesOf(manyText.replaceAll("\n", "\r"));
  assert.deepEqual(many.lines, manyLines);
  assert.deepEqual((await linesOf("one\rtwo\nthree\r")).lines, ["one\rtwo", "three"]);
});

test("lines of many chunks come whole, packed or not", async () => {
  for (const bytes of [
    Buffer.from(manyText),
    gzipSync(manyText),
    zstdCompressSync(manyText),
    Buffer.concat([gzipSync(manyText.slice(0, 1000)), gzipSync(manyText.slice(1000))]),
  ]) {
    const { lines, error } = await linesOf(bytes);
    assert.equal(error, null);
    assert.deepEqual(lines, manyLines);
  }
});

test("a line that is not UTF-8 is told alone", async () => {
  const { lines } = await linesOf(
    Buffer.concat([Buffer.from("caf\u00e9\n"), Buffer.from([0x63, 0xe9, 0x0a]), Buffer.from("ok")]),
  );
  assert.deepEqual(lines, ["café", "TEXT_NOT_UTF8", "ok"]);
});

test("a line beyond 16 MiB is told alone", async () => {
  const { lines } = await linesOf(`a\n${"x".repeat(17 * 1024 * 1024)}\nb\n`);
  assert.deepEqual(lines, ["a", "LINE_TOO_LONG", "b"]);
});

for (const [name, pack] of [
  ["gzip", gzipSync],
  ["zstd", zstdCompressSync],
] as const) {
  test(`${name} cut short: what stands before the cut comes, then an error with its place`, async () => {
    const packed = pack(manyText);
    const { lines, error } = await linesOf(packed.subarray(0, Math.floor(packed.length * 0.7)));
    assert.ok(lines.length > 30_000, `${lines.length} lines`);
    assert.deepEqual(lines, manyLines.slice(0, lines.length));
    assert.equal(Reflect.get(Object(error), "code"), "FILE_CUT_SHORT");
    assert.match(String(error), new RegExp(`file ends in the middle, after line ${lines.length}`));
  });

  test(`${name} damaged in the middle: an error names the file`, async () => {
    const packed = Buffer.from(pack(manyText));
    packed.fill(0xff, Math.floor(packed.length * 0.6), Math.floor(packed.length * 0.6) + 64);
    const { error } = await linesOf(packed);
    assert.match(String(Reflect.get(Object(error), "code")), /^FILE_(DAMAGED|CUT_SHORT)$/);
    assert.match(String(error), /file /);
  });
}

test("a spreadsheet is refused with the way out", async () => {
  const { error } = await linesOf(Buffer.from("PK\u0003\u0004sheet", "latin1"));
  assert.equal(Reflect.get(Object(error), "code"), "FILE_NOT_TEXT");
  assert.match(String(Reflect.get(Object(error), "hint")), /save the sheet as CSV UTF-8/);
});

test("UTF-16 is told by its first bytes, packed or not, whichever way round", async () => {
  const text = "sku;Größe\r\n1;20 €\n";
  const little = Buffer.from(`\uFEFF${text}`, "utf16le");
  for (const bytes of [little, Buffer.from(little).swap16(), gzipSync(little)]) {
    assert.deepEqual((await linesOf(bytes)).lines, ["sku;Größe", "1;20 €"]);
  }
});

test("an encoding that is named is read, a mark of UTF-8 stands above it", async () => {
  const bytes = Buffer.from("Gr\xf6\xdfe 20 \x80", "latin1");
  assert.deepEqual((await linesOf(bytes, "windows-1252")).lines, ["Größe 20 €"]);
  assert.deepEqual((await linesOf("\uFEFFGröße", "windows-1252")).lines, ["Größe"]);
});

test("a character whose bytes lie in two chunks is whole", async () => {
  const line = "日本語のテント".repeat(40_000);
  const bytes = Buffer.from(line, "utf16le");
  assert.deepEqual((await linesOf(bytes, "utf-16le")).lines, [line]);
});

test("bytes that the named encoding does not know cost their line, which is told", async () => {
  const bytes = Buffer.concat([
    Buffer.from("ok\n"),
    Buffer.from([0x81, 0xff, 0x0a]),
    Buffer.from("end"),
  ]);
  assert.deepEqual((await linesOf(bytes, "shift_jis")).lines, [
    "ok",
    "TEXT_NOT_IN_ENCODING",
    "end",
  ]);
  // Where nothing is named, a sign that stands for what somebody else could not read is a sign.
  assert.deepEqual((await linesOf("caf\uFFFD")).lines, ["caf\uFFFD"]);
});

test("UTF-16 without a mark is told how to be named, UTF-32 how to be turned into text", async () => {
  const text = Buffer.from("sku;title\n1;Tent\n", "utf16le");
  for (const [bytes, hint] of [
    [text, /--encoding utf-16le/],
    [Buffer.from(text).swap16(), /--encoding utf-16be/],
    [Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /iconv -f UTF-32/],
  ] as const) {
    const { error } = await linesOf(bytes);
    assert.equal(Reflect.get(Object(error), "code"), "FILE_NOT_TEXT");
    assert.match(String(Reflect.get(Object(error), "hint")), hint);
  }
  assert.deepEqual((await linesOf(text, "utf-16le")).lines, ["sku;title", "1;Tent"]);
});

test("a mark whose bytes come one by one is a mark", async () => {
  async function* one(bytes: Buffer) {
    for (const byte of bytes) yield Buffer.of(byte);
  }
  const read = await Array.fromAsync(inUtf8(one(Buffer.from("\uFEFFGröße", "utf16le")), null));
  assert.equal(Buffer.concat(read).toString(), "Größe");
  assert.deepEqual(await Array.fromAsync(inUtf8(one(Buffer.from("a")), null)), [Buffer.from("a")]);
});

test("a name that is no encoding is refused with some that are", () => {
  assert.equal(requireEncoding("latin1"), "windows-1252");
  assert.throws(() => requireEncoding("excel"), { code: "ENCODING_UNKNOWN", hint: /windows-1252/ });
});

test("a file that is named like gzip and holds something else is told so; text in it is read", async () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return { path: join(folder, name), name };
  };
  const first = (of: { path: string; name: string }) => readLines(of, signal).next();
  const noise = Buffer.from([0x80, 0x81, 0xff, 0x00, 0x0a, 0xc3]);
  await assert.rejects(first(file("noise.csv.gz", noise)), {
    code: "FILE_NOT_PACKED",
    hint: /gzip -t/,
  });
  const text = await first(file("text.csv.gz", "sku\nt\u00e9\n"));
  assert.deepEqual(text.value?.texts.slice(0, 2), ["sku", "t\u00e9"]);
});
