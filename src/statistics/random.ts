/** A stream of random numbers that is the same on every machine for the same seed. */
export interface Random {
  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number;
  /** Uniform in 0 … below − 1; `below` at most 2^32. */
  integer(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** @throws RangeError when there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item;
  /**
   * An item, drawn in proportion to its weight: the n-th weight belongs to the n-th item.
   * @throws RangeError when the weights of the items do not sum to a positive finite number
   */
  weighted<Item>(items: readonly Item[], weights: readonly number[]): Item;
}

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded by MurmurHash3's finaliser.
 * Give one thing among many (a session, a customer) its own stream by adding its number: then it
 * draws the same whatever the others draw.
 *
 * @example
 * const random = seededRandom(7, 1, sessionNumber);
 * random.integer(6) + 1; // a die
 */
export function seededRandom(...seeds: readonly number[]): Random {
  let state = 0;
  const absorb = (word: number): number => {
    state = finalise((state + 0x9e3779b9) ^ finalise(word));
    return state;
  };
  for (const seed of seeds) {
    absorb(seed | 0);
    absorb(Math.floor(seed / 2 ** 32) | 0);
  }
  const next = sfc32(absorb(1), absorb(2), absorb(3));

  const integer = (below: number): number => Math.floor(next() * below);
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError("There is nothing to pick from.");
      return items[integer(items.length)] as (typeof items)[number];
    },
    weighted: (items, weights) => {
      const total = items.reduce((sum, _item, index) => sum + (weights[index] ?? 0), 0);
      if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`The weights must sum to a positive finite number, not ${total}.`);
      }
      let left = next() * total;
      const index = items.findIndex((_item, place) => {
        left -= weights[place] ?? 0;
        return left < 0;
      });
      // Rounding can leave a rest behind the last weight.
      const last = items.findLastIndex((_item, place) => (weights[place] ?? 0) > 0);
      return items[index >= 0 ? index : last] as (typeof items)[number];
    },
  };
}

/** Weights 1, 2^-exponent, 3^-exponent, … of the ranks from first to last. */
export const zipfWeights = (count: number, exponent: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => (index + 1) ** -exponent);

function sfc32(firstWord: number, secondWord: number, thirdWord: number): () => number {
  let a = firstWord | 0;
  let b = secondWord | 0;
  let c = thirdWord | 0;
  let counter = 1;
  const step = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  // The author's advice: the first dozen numbers still show the seed.
  for (let round = 0; round < 12; round += 1) step();
  return step;
}

function finalise(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
