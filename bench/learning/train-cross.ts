// Steps of a cross-encoder on sequences of one length, as `learnClassifier` makes them.
//   node bench/learning/train-cross.ts LENGTH BATCH CLASSES WARM_UP STEPS THREADS EPOCHS WEIGHTS
// prints {"pairsPerSecond": …, "peakGigabytes": …, "heldGigabytes": […]}: of the steps behind the warm-up, of the whole, and at
// the end of each epoch. An epoch has WARM_UP + STEPS steps. WEIGHTS: MiniLM's safetensors.
import { readFileSync } from "node:fs";
import { silentWork } from "../../src/domain/progress.ts";
import { miniLmShape } from "../../src/encoder/mini-lm-encoder.ts";
import { pretrainedBert } from "../../src/encoder/pretrained-bert.ts";
import { learnClassifier } from "../../src/learning/classifier.ts";
import { Safetensors } from "../../src/onnx/safetensors.ts";
import { crossEncoder } from "../../src/relevance/models/cross-encoder.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { learntWords } from "./learnt-words.ts";

const [length = 0, batchSize = 0, classes = 0, warmUp = 0, steps = 0, threads = 1, epochs = 1] =
  process.argv.slice(2, 9).map(Number);
const random = seededRandom(1);
const words = Array.from({ length: learntWords }, (_, word) => 1000 + word);
const [opening, closing] = [101, 102];
const file = new Safetensors(new Uint8Array(readFileSync(process.argv[9] ?? "")));
const encoder = pretrainedBert(file, miniLmShape, [0, opening, closing, ...words]);
const drawn = (count: number): readonly number[] =>
  Array.from({ length: count }, () => encoder.placeOf(random.pick(words)));
const architecture = crossEncoder({
  ...{ encoder, classes, seed: 1, headRateFactor: 1 },
  marks: { opening: encoder.placeOf(opening), closing: encoder.placeOf(closing) },
});
// Two texts and three marks.
const queryTokens = Math.floor((length - 3) / 4);
const examples = Array.from({ length: (warmUp + steps) * batchSize }, () => ({
  example: {
    ...{ query: drawn(queryTokens), product: drawn(length - 3 - queryTokens) },
    ...{ queryKnowledge: [], productKnowledge: [] },
  },
  target: random.integer(classes),
  weight: 1,
}));
let [begun, ended, measured] = [0, 0, 0];
const heldGigabytes: number[] = [];
const learnt = await learnClassifier({
  ...{ architecture, examples, threads, signal: new AbortController().signal },
  recipe: {
    ...{ epochs, batchSize, patience: 1, seed: 1, weightDecay: 0.01, clipNorm: 1 },
    rate: { peak: 1e-5, warmUpShare: 0 },
  },
  progress: {
    started: () => ({
      ...silentWork,
      progressed(done) {
        if (done === warmUp) begun = performance.now();
        [ended, measured] = [performance.now(), done - warmUp];
        if (done % (warmUp + steps) === 0) heldGigabytes.push(process.memoryUsage.rss() / 1e9);
      },
    }),
  },
});
await learnt[Symbol.asyncDispose]();
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    pairsPerSecond: (1000 * batchSize * measured) / (ended - begun),
    peakGigabytes: (maxRSS * 1024) / 1e9,
    heldGigabytes,
  }),
);
