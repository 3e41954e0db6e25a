import type { Examples } from "./examples.ts";

/** Numbers from 0 to 1 that a few lines of any language give too (Park and Miller 1988). */
function parkMiller(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * Rows of five columns, of which the last says nothing and the fourth is missing more often in class 2; 31 % are
 * of class 0, 43 % of class 1, 26 % of class 2. In Python:
 *
 *     def planted(count, seed):
 *         state, rows, targets = seed, [], []
 *         def next():
 *             nonlocal state
 *             state = state * 16807 % 2147483647
 *             return state / 2147483647
 *         for _ in range(count):
 *             a, b, c, d, e, noise, missing = [next() for _ in range(7)]
 *             score = 3 * a * b + 2 * abs(c - 0.5) + noise
 *             target = 0 if score < 1.3 else 1 if score < 2.2 else 2
 *             rows.append([a, b, c, nan if missing < 0.1 + 0.3 * target else d, e])
 *             targets.append(target)
 *         return rows, targets
 */
export function planted(count: number, seed: number): Examples & { readonly targets: number[] } {
  const next = parkMiller(seed);
  const rows: Float64Array[] = [];
  const targets: number[] = [];
  for (let at = 0; at < count; at++) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, noise = 0, missing = 0] = Array.from(
      { length: 7 },
      next,
    );
    const score = 3 * a * b + 2 * Math.abs(c - 0.5) + noise;
    const target = score < 1.3 ? 0 : score < 2.2 ? 1 : 2;
    rows.push(Float64Array.of(a, b, c, missing < 0.1 + 0.3 * target ? Number.NaN : d, e));
    targets.push(target);
  }
  return { rows, targets };
}
