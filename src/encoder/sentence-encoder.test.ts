import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { writeSafetensors } from "../onnx/write-safetensors.ts";
import { openSentenceEncoder } from "./sentence-encoder.ts";
import { tinyShape, tinyTokenizerJson, tinyWeights } from "./tiny-bert-for-tests.ts";

const folder = await mkdtemp(join(tmpdir(), "cosmo-encoder-"));
after(() => rm(folder, { recursive: true }));
const modelFile = join(folder, "model.safetensors");
const tokenizerFile = join(folder, "tokenizer.json");
await writeFile(modelFile, writeSafetensors(tinyWeights(5)));
await writeFile(tokenizerFile, tinyTokenizerJson);

const { signal } = new AbortController();
const options = {
  name: "tiny",
  modelFile,
  tokenizerFile,
  sha256: "0123456789abcdef",
  threads: 1,
  shape: tinyShape,
  maxTokens: 12,
};

test("vectors come in the order of the texts, each the same alone and among others", async () => {
  const encoder = await openSentenceEncoder(options);
  const texts = ["abc", "a b c", "b", "", "c a", "abc", "c", "a b c a b c a b c a b c a b c"];
  const together = await encoder.encode(texts, signal);
  assert.equal(together.length, texts.length);
  for (const [place, text] of texts.entries()) {
    assert.deepEqual(together[place], (await encoder.encode([text], signal))[0]);
  }
  assert.notDeepEqual(together[2], together[6]);
  for (const vector of together) {
    assert.equal(vector.length, tinyShape.hidden);
    assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-6);
  }
  await encoder.close();
});

test("the id names weights, tokenizer, pooling and truncation", async () => {
  const { id } = await openSentenceEncoder(options);
  assert.match(id, /^tiny\/0123456789ab\/[0-9a-f]{12}\/mean\/12$/);
  const otherTokenizer = join(folder, "other-tokenizer.json");
  await writeFile(otherTokenizer, `${tinyTokenizerJson}\n`);
  const other = await openSentenceEncoder({ ...options, tokenizerFile: otherTokenizer });
  assert.notEqual(other.id, id);
});

test("no text, no model: the weights are read when they are needed", async () => {
  const encoder = await openSentenceEncoder({ ...options, modelFile: join(folder, "none") });
  await assert.rejects(encoder.encode(["a"], signal), {
    code: "MODEL_FILE_MISSING",
    message: /none could not be read/,
  });
  await encoder.close();
  const tokenizerMissing = openSentenceEncoder({ ...options, tokenizerFile: join(folder, "none") });
  await assert.rejects(tokenizerMissing, { code: "MODEL_FILE_MISSING" });
});

test("an aborted call rejects with the signal's reason and leaves the encoder usable", async () => {
  const encoder = await openSentenceEncoder(options);
  const controller = new AbortController();
  const reason = new Error("enough");
  const running = encoder.encode(new Array(2000).fill("abc"), controller.signal);
  controller.abort(reason);
  await assert.rejects(running, reason);
  await assert.rejects(encoder.encode(["a"], controller.signal), reason);
  assert.equal((await encoder.encode(["a"], signal)).length, 1);
  await encoder.close();
});

test("a closed encoder refuses, used before or not", async () => {
  for (const texts of [[], ["a"]]) {
    const encoder = await openSentenceEncoder(options);
    if (texts.length > 0) await encoder.encode(texts, signal);
    await encoder.close();
    await encoder.close();
    await assert.rejects(encoder.encode(["a"], signal), { code: "ENCODER_CLOSED" });
  }
});
