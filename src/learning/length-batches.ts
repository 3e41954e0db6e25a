import { seededRandom } from "../statistics/random.ts";
import { shuffled } from "../statistics/shuffled.ts";

/** Batches whose lengths are sorted against one another. */
const batchesPerPool = 50;

/**
 * One epoch of batches: places in `lengths` in an order drawn by the seeds, where examples of a batch are of nearly equal
 * length, so that little is filled up. Pools of fifty batches are drawn, sorted by length, cut, and the batches
 * shuffled.
 */
export function lengthBatches(
  lengths: readonly number[],
  batchSize: number,
  ...seeds: readonly number[]
): readonly (readonly number[])[] {
  const random = seededRandom(...seeds);
  const order = shuffled([...lengths.keys()], random);
  const batches = chunks(order, batchSize * batchesPerPool).flatMap((pool) =>
    chunks(byLength(pool, lengths), batchSize),
  );
  return shuffled(batches, random);
}

/**
 * Splits a batch into runs of at most `maxTokens`, filled up to the longest of the run, or of one example. The sum over
 * the runs is what one run of all would give, within the memory that there is.
 */
export function runsOf(
  batch: readonly number[],
  lengths: readonly number[],
  maxTokens: number,
): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const place of byLength(batch, lengths)) {
    const last = runs.at(-1);
    // Sorted: the one that comes is the longest.
    const tokens = ((last?.length ?? 0) + 1) * (lengths[place] ?? 0);
    if (last === undefined || tokens > maxTokens) runs.push([place]);
    else last.push(place);
  }
  return runs;
}

const byLength = (places: readonly number[], lengths: readonly number[]): readonly number[] =>
  places.toSorted((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
