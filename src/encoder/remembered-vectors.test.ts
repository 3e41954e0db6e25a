import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import type { Encoder } from "./encoder.ts";
import { rememberedVectors } from "./remembered-vectors.ts";
import { openVectorStore } from "./vector-store.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-vectors-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);
const never = new AbortController().signal;

interface CountedEncoder extends Encoder {
  /** Each call's texts. */
  readonly asked: readonly (readonly string[])[];
}

/** Gives thirds of lengths, which have no end in binary. `before` may throw to interrupt it. */
function lengthsEncoder(
  id = "lengths",
  before: (texts: readonly string[]) => void = () => {},
): CountedEncoder {
  const asked: (readonly string[])[] = [];
  return {
    id,
    asked,
    async encode(texts) {
      before(texts);
      asked.push(texts);
      return texts.map((text) => Float32Array.of(text.length / 3, -text.length));
    },
    async close() {},
  };
}

/** Encodes as a process of its own would. */
async function encodeBy(
  encoder: Encoder,
  file: string,
  texts: readonly string[],
): Promise<readonly Float32Array[]> {
  const store = openVectorStore(file);
  try {
    return await rememberedVectors(encoder, store).encode(texts, never);
  } finally {
    store.close();
  }
}

test("a text is encoded once, in whatever process, and each place has its vector to the last bit", async () => {
  const [file, encoder] = [newFile(), lengthsEncoder()];
  await encodeBy(encoder, file, ["a", "bb", "a"]);
  const texts = ["ccc", "a", "", "bb"];
  const vectors = await encodeBy(encoder, file, texts);
  assert.deepEqual(
    vectors,
    texts.map(({ length }) => Float32Array.of(length / 3, -length)),
  );
  assert.deepEqual(await encodeBy(encoder, file, texts), vectors);
  assert.deepEqual(encoder.asked, [
    ["a", "bb"],
    ["ccc", ""],
  ]);
});

test("another encoder's vectors are not taken for one's own", async () => {
  const file = newFile();
  await encodeBy(lengthsEncoder(), file, ["a"]);
  const other = lengthsEncoder("other");
  await encodeBy(other, file, ["a"]);
  assert.deepEqual(other.asked, [["a"]]);
});

test("what was encoded before a failure is kept", async () => {
  const file = newFile();
  const texts = Array.from({ length: 2000 }, (_, place) => `text ${place}`);
  const stopping = lengthsEncoder("lengths", (batch) => {
    if (batch.includes("text 1999")) throw new RangeError("stopped");
  });
  await assert.rejects(encodeBy(stopping, file, texts), RangeError);
  const encoder = lengthsEncoder();
  assert.equal((await encodeBy(encoder, file, texts)).length, texts.length);
  const again = encoder.asked.flat();
  assert.ok(again.length < texts.length && again.includes("text 1999"), String(again.length));
});

test("the file holds no words", async () => {
  const file = newFile();
  const encoder = lengthsEncoder();
  await encodeBy(encoder, file, ["lantern"]);
  assert.equal(encoder.asked.length, 1);
  const written = readdirSync(folder)
    .filter((name) => name.startsWith(basename(file)))
    .map((name) => readFileSync(join(folder, name)));
  assert.ok(written.some((bytes) => bytes.includes("CREATE TABLE vectors")));
  assert.ok(written.every((bytes) => !bytes.includes("lantern")));
});
