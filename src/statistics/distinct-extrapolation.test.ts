import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  extrapolatedDistinct,
  type Frequencies,
  relativeErrorOfSum,
} from "./distinct-extrapolation.ts";
import { seededRandom } from "./random.ts";

const frequencies = (...things: readonly number[]): Frequencies =>
  things.map((count, index) => ({ times: index + 1, things: count }));

const distinctIn = (sample: Frequencies): number =>
  sample.reduce((sum, { things }) => sum + things, 0);

const samples = fc.array(fc.nat(1000), { maxLength: 6 }).map((things) => frequencies(...things));

test("low, expected and high stand in order, and none is below what was seen", () => {
  fc.assert(
    fc.property(
      samples,
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (sample, factor, error) => {
        const { low, expected, high } = extrapolatedDistinct(sample, factor, error);
        assert(distinctIn(sample) <= low && low <= expected && expected <= high);
      },
    ),
  );
});

test("a whole that is no larger than the sample is what the sample is", () => {
  const sample = frequencies(3, 1, 0, 3);
  assert.deepEqual(extrapolatedDistinct(sample, 1, 0.5), { low: 7, expected: 7, high: 7 });
});

test("things that all came often are all known; things that all came once grow with the sample", () => {
  const known = extrapolatedDistinct(frequencies(0, 0, 0, 0, 0, 0, 0, 0, 50), 10, 0);
  assert.deepEqual([known.low, known.expected], [50, 50]);
  const rare = extrapolatedDistinct(frequencies(1000), 10, 0);
  assert(rare.expected > 9800 && rare.expected <= rare.high);
});

/** Things with Zipf's chances, drawn so many times; what one in `factor` of the draws holds, and all of them. */
function drawn(seed: number, things: number, draws: number, factor: number) {
  const random = seededRandom(seed);
  const ids = Array.from({ length: things }, (_, index) => index);
  const weights = ids.map((id) => 1 / (id + 1));
  const [all, part] = [new Set<number>(), new Map<number, number>()];
  for (let draw = 0; draw < draws; draw++) {
    const id = random.weighted(ids, weights);
    all.add(id);
    if (draw % factor === 0) part.set(id, (part.get(id) ?? 0) + 1);
  }
  const byTimes = Map.groupBy(part.values(), (times) => times);
  const sample = [...byTimes].map(([times, { length }]) => ({ times, things: length }));
  return { sample, whole: all.size, error: relativeErrorOfSum(draws / factor, draws / factor) };
}

test("of draws by Zipf's law the whole lies between low and high, and near what is expected", () => {
  for (const [seed, factor] of [
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 16],
  ] as const) {
    const { sample, whole, error } = drawn(seed, 2000, 8000, factor);
    const { low, expected, high } = extrapolatedDistinct(sample, factor, error);
    assert(low <= whole && whole <= high, `${low} ${whole} ${high}`);
    assert(Math.abs(expected / whole - 1) < 0.3, `${expected} instead of ${whole}`);
  }
});
