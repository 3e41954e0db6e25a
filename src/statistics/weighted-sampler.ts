import type { Random } from "./random.ts";

/**
 * Draws places in proportion to their weights, in logarithmic time: for many draws from one list.
 * @throws RangeError when the weights do not sum to a positive finite number
 */
export function weightedSampler(weights: readonly number[]): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [place, weight] of weights.entries()) {
    total += weight;
    sums[place] = total;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`The weights must sum to a positive finite number, not ${total}.`);
  }
  return (random) => {
    const drawn = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    // The first place whose sum is beyond what was drawn: never one of weight zero.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
