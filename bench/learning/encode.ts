// Encodes texts as relevance and critics do.
//   node bench/learning/encode.ts TASK THREADS WEIGHTS TOKENIZER
// TASK: a JSON file {"texts"}. Prints {"perSecond": …, "peakGigabytes": …, "vectors": […]}: of the first texts.
import { readFileSync } from "node:fs";
import { openMiniLmEncoder } from "../../src/encoder/mini-lm-encoder.ts";
import type { EncodeTask } from "./encode-task.ts";

const [task = "", threads = "1", modelFile = "", tokenizerFile = ""] = process.argv.slice(2);
const { texts, shown } = JSON.parse(readFileSync(task, "utf8")) as EncodeTask;
const { signal } = new AbortController();
const encoder = await openMiniLmEncoder({
  ...{ modelFile, tokenizerFile, sha256: "not told", threads: Number(threads) },
});
// Loads the weights.
await encoder.encode(texts.slice(0, 64), signal);
const begun = performance.now();
const vectors = await encoder.encode(texts, signal);
const seconds = (performance.now() - begun) / 1000;
await encoder.close();
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    ...{ perSecond: texts.length / seconds, peakGigabytes: (maxRSS * 1024) / 1e9 },
    vectors: vectors.slice(0, shown).map((vector) => [...vector]),
  }),
);
