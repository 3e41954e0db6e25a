import assert from "node:assert/strict";
import { test } from "node:test";
import { calibrationError, type Forecast } from "./calibration-error.ts";
import { seededRandom } from "./random.ts";

/** Units of five forecasts each; what comes is `shift` less likely than was stated. */
function simulated(units: number, shift: number, seed: number): readonly (readonly Forecast[])[] {
  const random = seededRandom(seed);
  return Array.from({ length: units }, () =>
    Array.from({ length: 5 }, () => {
      const probability = shift + (1 - shift) * random.next();
      return { probability, happened: random.chance(probability - shift) };
    }),
  );
}

const options = { seed: 1, draws: 100 };

test("perfect forecasts have an error around 0, and the interval holds 0", () => {
  const errors = Array.from({ length: 8 }, (_, seed) => {
    const error = calibrationError(simulated(200, 0, seed), options);
    assert.ok(error !== null);
    assert.ok(error.mean < 0.06, `seed ${seed}: ${error.mean}`);
    assert.ok(error.interval[0] <= error.mean && error.mean <= error.interval[1]);
    return error;
  });
  const holdingZero = errors.filter(({ interval }) => interval[0] === 0).length;
  assert.ok(holdingZero >= 7, `${holdingZero} of 8`);
  // Without the debiasing none would be: chance alone gives some 0.04 in bins of this size.
  assert.ok(errors.filter(({ mean }) => mean === 0).length >= 2);
});

test("forecasts that say 0.2 too much have an error of 0.2, and the interval holds it", () => {
  for (const seed of [1, 2, 3]) {
    const error = calibrationError(simulated(300, 0.2, seed), options);
    assert.ok(error !== null);
    assert.ok(Math.abs(error.mean - 0.2) < 0.03, String(error.mean));
    const [low, high] = error.interval;
    assert.ok(0.1 < low && low < 0.2 && 0.2 < high && high < 0.3, `${low} to ${high}`);
  }
});

test("what is sure and wrong has an error of 1; what is sure and right has none", () => {
  const sure = (happened: boolean): readonly (readonly Forecast[])[] =>
    Array.from({ length: 30 }, (_, place) => {
      const probability = place % 2;
      return [{ probability, happened: (probability === 1) === happened }];
    });
  const right = calibrationError(sure(true), options);
  assert.deepEqual([right?.mean, right?.interval[0]], [0, 0]);
  assert.ok((calibrationError(sure(false), options)?.mean ?? 0) > 0.999);
});

test("units that hang together make the interval wider", () => {
  const width = (units: readonly (readonly Forecast[])[]): number => {
    const [low, high] = calibrationError(units, options)?.interval ?? [0, 0];
    return high - low;
  };
  const single = simulated(100, 0.2, 5)
    .flat()
    .map((forecast) => [forecast]);
  // The same forecasts, with each unit's outcomes sorted together.
  const sorted = single.flat().toSorted((a, b) => Number(a.happened) - Number(b.happened));
  const together = Array.from({ length: 20 }, (_, unit) => sorted.slice(unit * 25, unit * 25 + 25));
  assert.ok(width(together) > 1.5 * width(single), `${width(together)} and ${width(single)}`);
});

test("fewer than two forecasts a bin are too few", () => {
  const nineteen = simulated(4, 0, 1).flat().slice(0, 19);
  assert.equal(calibrationError([nineteen], options), null);
  assert.equal(calibrationError([], options), null);
  assert.notEqual(calibrationError([nineteen], { ...options, bins: 9 }), null);
});

test("the same seed gives the same interval", () => {
  const units = simulated(60, 0.1, 9);
  assert.deepEqual(calibrationError(units, options), calibrationError(units, options));
  assert.notDeepEqual(
    calibrationError(units, options),
    calibrationError(units, { ...options, seed: 2 }),
  );
});

test("of equal forecasts it does not matter which come first, though bins end among them", () => {
  const units = simulated(40, 0.1, 3).map((own) =>
    own.map(({ probability, happened }) => ({
      probability: Math.round(probability * 4) / 4,
      happened,
    })),
  );
  const turned = units.map((own) => own.toReversed());
  assert.deepEqual(calibrationError(turned, options), calibrationError(units, options));
  const figure = calibrationError(units, options)?.mean ?? Number.NaN;
  assert.ok(Math.abs((calibrationError(units.toReversed(), options)?.mean ?? 1) - figure) < 1e-12);
});

test("equal forecasts that are wrong are no less wrong for being equal", () => {
  const random = seededRandom(11);
  for (const levels of [1, 4]) {
    const units = Array.from({ length: 600 }, () => {
      const probability = 0.2 + (0.6 * Math.floor(levels * random.next())) / levels;
      return [{ probability, happened: random.chance(probability + 0.15) }];
    });
    const mean = calibrationError(units, options)?.mean ?? 0;
    assert.ok(Math.abs(mean - 0.15) < 0.05, `${levels} levels: ${mean}`);
  }
});

test("of forecasts that all differ it is the debiased error of bins that are cut by their number", () => {
  for (const count of [20, 23, 25, 27, 38, 101]) {
    const random = seededRandom(count);
    const forecasts = Array.from({ length: count }, () => {
      const probability = random.next();
      return { probability, happened: random.chance(probability ** 3) };
    });
    const ascending = forecasts.toSorted((a, b) => a.probability - b.probability);
    let square = 0;
    for (let bin = 0; bin < 10; bin++) {
      const own = ascending.slice(
        Math.round((bin * count) / 10),
        Math.round(((bin + 1) * count) / 10),
      );
      const share = own.filter(({ happened }) => happened).length / own.length;
      const stated = own.reduce((sum, { probability }) => sum + probability, 0) / own.length;
      const chance = (share * (1 - share)) / (own.length - 1);
      square += (own.length / count) * (share - stated) ** 2 - (own.length / count) * chance;
    }
    const { mean } = calibrationError(
      forecasts.map((one) => [one]),
      options,
    ) ?? { mean: Number.NaN };
    assert.ok(Math.abs(mean - Math.sqrt(Math.max(0, square))) < 1e-9, `${count}: ${mean}`);
  }
});
