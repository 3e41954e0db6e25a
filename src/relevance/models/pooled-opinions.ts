/** What nobody holds for possible. */
const least = 1e-9;

/**
 * The mean of log-probabilities (the logarithmic opinion pool: Genest and Zidek 1986).
 *
 * @param shares of each part, how much it counts: together 1
 */
export const pooledOpinions = (
  parts: readonly (readonly Float64Array[])[],
  shares: readonly number[],
): readonly Float64Array[] =>
  (parts[0] ?? []).map((first, place) => {
    const mixed = first.map((_one, own) =>
      Math.exp(
        parts.reduce(
          (sum, rows, part) =>
            sum + (shares[part] ?? 0) * Math.log((rows[place]?.[own] ?? 0) + least),
          0,
        ),
      ),
    );
    const all = mixed.reduce((sum, one) => sum + one, 0);
    return mixed.map((one) => one / all);
  });
