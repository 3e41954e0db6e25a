/** Where values stand on an axis, and the ones that are written beside it. */
export interface Scale {
  readonly ticks: readonly number[];
  /** From 0 at its beginning to 1 at its end. */
  at(value: number): number;
}

/** Steps between two ticks, as shares. */
const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1];

/** Values that are nearer to each other than this are as good as the same. */
const leastSpan = 0.001;

/** Around them, towards the middle of all shares: no axis of shares begins below 0 or ends above 1. */
const spanAround = (least: number, most: number): readonly [low: number, high: number] =>
  least < 0.5 ? [least, least + 0.1] : [most - 0.1, most];

/**
 * An axis that holds all values, from one round number to another.
 *
 * @param mostTicks how many may be written, at least 2
 */
export function scaleOf(values: readonly number[], mostTicks: number): Scale {
  const finite = values.filter(Number.isFinite);
  const [least, most] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const [low, high] = most - least < leastSpan ? spanAround(least, most) : [least, most];
  const within = (step: number): readonly [first: number, last: number] => [
    Math.floor(low / step + 1e-9),
    Math.ceil(high / step - 1e-9),
  ];
  const step =
    steps.find((one) => {
      const [first, last] = within(one);
      return last - first < mostTicks;
    }) ?? high - low;
  const [first, last] = within(step);
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step),
    at: (value) => (value / step - first) / (last - first),
  };
}
