import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateMining, type WholeLog } from "./estimate-mining.ts";
import type { MiningSample, TimedMining } from "./mining-sample.ts";

const timed = (events: number, seconds: number, bytes: number): TimedMining => ({
  ...{ events, spans: 2, largestEvents: events / 2 },
  ...{ observeSeconds: 10 * seconds, observePeakBytes: 10 * bytes },
  ...{ mineSeconds: seconds, mineHeldBytes: bytes, minePeakBytes: bytes + 7 },
});

const sample: MiningSample = {
  timed: [timed(500, 3, 300), timed(1000, 4, 400)],
  searchBuy: { frequencies: [{ times: 1, things: 10 }], relativeError: 0.1 },
  coBuy: { frequencies: [{ times: 5, things: 8 }], relativeError: 0.1 },
};

const whole: WholeLog = {
  events: 10_000,
  anew: { spans: 5, events: 10_000, largestEvents: 1000 },
  earlier: null,
};

test("what grows with the events is told from what each span takes, and what mining takes, anyway", () => {
  const { seconds, minedBy } = estimateMining(sample, whole);
  assert.equal(seconds.mine.expected, 2 + 10_000 * (1 / 500));
  assert.equal(seconds.observe.expected, (20 / 2) * 5 + 10_000 * (10 / 500));
  assert.equal(minedBy, "sample");
});

test("of a few days anew there is little to observe, and all to mine", () => {
  const anew = { spans: 1, events: 100, largestEvents: 100 };
  const { seconds } = estimateMining(sample, { ...whole, anew });
  assert.equal(seconds.observe.expected, 10 + 2);
  assert.equal(seconds.mine.expected, 22);
  const nothing = { spans: 0, events: 0, largestEvents: 0 };
  const mined = estimateMining(sample, { ...whole, anew: nothing });
  assert.equal(mined.seconds.observe.expected, 0);
  assert.equal(mined.peakBytes.expected, 200 + 2000 + 7);
});

test("memory is that of the largest span or of mining, whichever is more", () => {
  const peakAt = (largestEvents: number) =>
    estimateMining(sample, { ...whole, anew: { ...whole.anew, largestEvents } }).peakBytes;
  assert.deepEqual(peakAt(10), { low: 1324.2, expected: 200 + 2000 + 7, high: 4414 });
  assert.equal(peakAt(1000).expected, 2000 + 4 * 1000);
});

test("pairs grow with the log, and those that came often no further", () => {
  const { pairs } = estimateMining(sample, whole);
  assert(pairs.searchBuy.low >= 10 && pairs.searchBuy.expected > 50, String(pairs.searchBuy));
  assert.equal(pairs.coBuy.low, 8);
  assert(pairs.coBuy.expected < 10);
});

test("an earlier run over as many events as the sample's tells how long mining takes, a smaller one does not", () => {
  const by = (events: number) =>
    estimateMining(sample, { ...whole, earlier: { events, seconds: 6 } });
  assert.equal(by(2000).seconds.mine.expected, 30);
  assert.equal(by(2000).minedBy, "run");
  assert.equal(by(2000).seconds.observe.expected, 250);
  assert.equal(by(999).minedBy, "sample");
});

test("where the half took as long as the whole, or nothing was drawn, it is reckoned from the whole alone", () => {
  const noisy = { ...sample, timed: [timed(500, 5, 400), timed(1000, 4, 400)] };
  const { seconds } = estimateMining(noisy, whole);
  assert.deepEqual([seconds.observe.expected, seconds.mine.expected], [400, 40]);
  const empty = { ...sample, timed: [timed(0, 0, 0), timed(0, 0, 0)] };
  assert.equal(estimateMining(empty, whole).seconds.mine.expected, 0);
});
