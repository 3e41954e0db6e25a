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
        blended(parts.map((runs) => runs[seed]?.[fold]?.[side] ?? []));
      return { validation: of("validation"), evaluated: of("evaluated") };
    }),
  );

/** What nobody holds for possible. */
const least = 1e-9;

/** The mean of log-probabilities, all counting alike (the logarithmic opinion pool: Genest and Zidek 1986). */
const blended = (parts: readonly (readonly Float64Array[])[]): readonly Float64Array[] =>
  (parts[0] ?? []).map((first, place) => {
    const mixed = first.map((_one, own) => {
      const logs = parts.map((rows) => Math.log((rows[place]?.[own] ?? 0) + least));
      return Math.exp(logs.reduce((sum, log) => sum + log, 0) / parts.length);
    });
    const all = mixed.reduce((sum, one) => sum + one, 0);
    return mixed.map((one) => one / all);
  });
