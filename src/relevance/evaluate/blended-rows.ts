import type { HeldOut, HeldOutRuns } from "./held-out-row.ts";

/** A row of what several rows say together. */
export interface Blend {
  readonly id: string;
  /** Rows, at least two. */
  readonly of: readonly string[];
}

/** Words and vectors err on other judgements. */
const parts: Readonly<Record<string, readonly string[]>> = {
  "blend/fixed": ["lexical", "bi-encoder/fixed"],
  "blend/tuned": ["lexical", "bi-encoder/tuned", "cross-encoder/tuned"],
};

/** The blends that can be made of the rows that there are: each of rows that are told the same beside query and title. */
export const blendsOf = (rows: readonly string[]): readonly Blend[] =>
  Object.entries(parts)
    .flatMap(([name, of]) =>
      ["", "+knowledge", "+sibling"].map((suffix) => ({
        id: `${name}${suffix}`,
        of: of.map((id) => `${id}${suffix}`),
      })),
    )
    .filter(({ of }) => of.every((id) => rows.includes(id)));

/** Seed by seed and fold by fold. */
export const blendedRuns = (parts: readonly HeldOutRuns[]): HeldOutRuns =>
  (parts[0] ?? []).map((run, seed) =>
    run.map((_fold, fold): HeldOut => {
      const of = (side: "validation" | "evaluated") =>
        pooledOpinions(
          parts.map((runs) => runs[seed]?.[fold]?.[side] ?? []),
          parts.map(() => 1 / parts.length),
        );
      return { validation: of("validation"), evaluated: of("evaluated") };
    }),
  );

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
