import { type Random, seededRandom } from "./random.ts";

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

/**
 * Statistics of sums of some groups: as many numbers each time. Must not keep the sums, which are filled anew.
 *
 * @param whole sums of all groups, in the same run
 */
export type StatisticsOfSums = (sums: Float64Array, whole: Float64Array) => readonly number[];

/** For each run the statistics of all its groups. */
export const statisticsByRun = (
  tallies: GroupTallies,
  statistics: StatisticsOfSums,
): readonly (readonly number[])[] => {
  const { width, runs } = tallies;
  const groups = groupCount(tallies);
  return runs.map((run) => {
    const whole = sumOfAll(columnsOf(run, width), groups);
    return statistics(whole, whole);
  });
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
  const runs = tallies.runs.map((run) => {
    const columns = columnsOf(run, tallies.width);
    return { columns, whole: sumOfAll(columns, groups) };
  });
  const values: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    drawInto(times, random);
    drawInto(runTimes, random);
    for (const [place, { columns, whole }] of runs.entries()) {
      const weight = (runTimes[place] ?? 0) / runTimes.length;
      if (weight === 0) continue;
      for (const [which, value] of statistics(addUp(columns, times, sums), whole).entries()) {
        values[which] ??= new Float64Array(draws);
        const own = values[which];
        own[draw] = (own[draw] as number) + weight * value;
      }
    }
  }
  return values;
}

/** One number of every group, without those that are 0: of few items most are. */
interface Column {
  readonly groups: Uint32Array;
  readonly values: Float64Array;
}

function columnsOf(run: Float64Array, width: number): readonly Column[] {
  const groups = Array.from({ length: width }, (): number[] => []);
  for (const [place, value] of run.entries()) {
    if (value !== 0) groups[place % width]?.push(Math.floor(place / width));
  }
  return groups.map((own, place) => ({
    groups: Uint32Array.from(own),
    values: Float64Array.from(own, (group) => run[group * width + place] ?? 0),
  }));
}

/** How often each comes when as many are drawn as there are. */
function drawInto(times: Uint32Array, random: Random): void {
  times.fill(0);
  const { length } = times;
  for (let drawn = 0; drawn < length; drawn++) {
    const one = random.integer(length);
    times[one] = (times[one] as number) + 1;
  }
}

/** The inner loop of every draw. */
function addUp(columns: readonly Column[], times: Uint32Array, sums: Float64Array): Float64Array {
  for (const [place, { groups, values }] of columns.entries()) {
    let sum = 0;
    for (let at = 0; at < groups.length; at++) {
      sum += (times[groups[at] as number] as number) * (values[at] as number);
    }
    sums[place] = sum;
  }
  return sums;
}

const sumOfAll = (columns: readonly Column[], groups: number): Float64Array =>
  addUp(columns, new Uint32Array(groups).fill(1), new Float64Array(columns.length));

function groupCount({ width, runs }: GroupTallies): number {
  const length = runs[0]?.length ?? 0;
  if (runs.some((run) => run.length !== length) || length % width !== 0) {
    throw new RangeError(`expected runs of as many groups of ${width} numbers each`);
  }
  return length / width;
}
