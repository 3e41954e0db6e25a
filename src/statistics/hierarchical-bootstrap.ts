import { seededRandom } from "./random.ts";

/** What each group adds to the sums that statistics are taken of, once for each run. */
export interface GroupTallies {
  /** How many numbers a group has. */
  readonly width: number;
  /** One for each run, such as a seed of a learner: `width` numbers for each group, group after group. */
  readonly runs: readonly Float64Array[];
}

export interface HierarchicalOptions {
  readonly seed: number;
  readonly draws: number;
}

/** Statistics of sums: as many numbers each time. Must not keep the array, which is filled anew. */
export type StatisticsOfSums = (sums: Float64Array) => readonly number[];

/** For each run the statistics of all its groups. */
export const statisticsByRun = (
  tallies: GroupTallies,
  statistics: StatisticsOfSums,
): readonly (readonly number[])[] => {
  const once = new Uint32Array(groupCount(tallies)).fill(1);
  const sums = new Float64Array(tallies.width);
  return tallies.runs.map((run) => statistics(addUp(run, once, sums)));
};

/**
 * The bootstrap over two things at once, groups of items and runs: both are drawn with replacement, as many as there
 * are, and the mean over the drawn runs is taken of statistics of the drawn groups' sums. Tallies of as many groups
 * and runs see the same draws for the same seed: differences draw by draw are those of a paired bootstrap.
 *
 * @returns for each statistic its value at each draw; not finite where the draw has none
 * @throws RangeError without groups or runs, where runs differ in length, and for less than one draw
 */
export function hierarchicalDraws(
  tallies: GroupTallies,
  statistics: StatisticsOfSums,
  { seed, draws }: HierarchicalOptions,
): readonly Float64Array[] {
  const groups = groupCount(tallies);
  if (!(groups > 0) || !(Number.isSafeInteger(draws) && draws > 0)) {
    throw new RangeError(`expected groups, runs and draws >= 1, got ${groups} and ${draws}`);
  }
  const random = seededRandom(seed);
  const times = new Uint32Array(groups);
  const runTimes = new Uint32Array(tallies.runs.length);
  const sums = new Float64Array(tallies.width);
  const values: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    for (const drawn of [times, runTimes]) {
      drawn.fill(0);
      for (let place = 0; place < drawn.length; place++) {
        const one = random.integer(drawn.length);
        drawn[one] = (drawn[one] as number) + 1;
      }
    }
    for (const [place, run] of tallies.runs.entries()) {
      const weight = (runTimes[place] ?? 0) / runTimes.length;
      if (weight === 0) continue;
      for (const [which, value] of statistics(addUp(run, times, sums)).entries()) {
        values[which] ??= new Float64Array(draws);
        const own = values[which];
        own[draw] = (own[draw] as number) + weight * value;
      }
    }
  }
  return values;
}

/** The inner loop: groups that were not drawn are passed over. */
function addUp(run: Float64Array, times: Uint32Array, sums: Float64Array): Float64Array {
  sums.fill(0);
  const width = sums.length;
  for (let group = 0; group < times.length; group++) {
    const weight = times[group] as number;
    if (weight === 0) continue;
    const start = group * width;
    for (let place = 0; place < width; place++) {
      sums[place] = (sums[place] as number) + weight * (run[start + place] as number);
    }
  }
  return sums;
}

function groupCount({ width, runs }: GroupTallies): number {
  const length = runs[0]?.length ?? 0;
  if (runs.some((run) => run.length !== length) || length % width !== 0) {
    throw new RangeError(`expected runs of as many groups of ${width} numbers each`);
  }
  return length / width;
}
