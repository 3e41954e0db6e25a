/** The 97.5th percentile of the normal distribution: a two-sided interval of 95 %. */
const defaultZ = 1.959964;

/**
 * The lower end of Wilson's score interval of a share (Wilson 1927, without continuity correction).
 * 0 where nothing was tried.
 *
 * @param z quantile of the normal distribution; 1.959964 gives the two-sided 95 % interval
 * @throws RangeError unless 0 <= successes <= trials and z >= 0
 */
export function wilsonLowerBound(successes: number, trials: number, z: number = defaultZ): number {
  if (trials === 0 && successes === 0) return 0;
  const { centre, halfWidth } = wilson(successes, trials, z);
  return Math.max(0, centre - halfWidth);
}

/** The upper end of Wilson's score interval, as `wilsonLowerBound`. 1 where nothing was tried. */
export function wilsonUpperBound(successes: number, trials: number, z: number = defaultZ): number {
  if (trials === 0 && successes === 0) return 1;
  const { centre, halfWidth } = wilson(successes, trials, z);
  return Math.min(1, centre + halfWidth);
}

function wilson(successes: number, trials: number, z: number) {
  if (!(successes >= 0 && successes <= trials && trials > 0 && z >= 0)) {
    throw new RangeError(
      `expected 0 <= successes <= trials and z >= 0, got ${successes}, ${trials}, ${z}`,
    );
  }
  const share = successes / trials;
  const squared = (z * z) / trials;
  const variance = (share * (1 - share)) / trials + squared / (4 * trials);
  return {
    centre: (share + squared / 2) / (1 + squared),
    halfWidth: (z * Math.sqrt(variance)) / (1 + squared),
  };
}
