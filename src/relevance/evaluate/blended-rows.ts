import { atTemperature, chooseTemperature } from "../models/encoder-temperature.ts";
import { pooledOpinions } from "../models/pooled-opinions.ts";
import { chooseWordsShare, pooledWithWords, type ValidationSide } from "../models/words-share.ts";
import type { HeldOut, HeldOutOptions, HeldOutRuns } from "./held-out-row.ts";

/** A row of what several rows say together. */
export interface Blend {
  readonly id: string;
  /** Rows, at least two. */
  readonly of: readonly string[];
  readonly together: Together;
}

/** What the rows of a blend say together in one fold. */
type Together = (parts: readonly HeldOut[], validation: ValidationSide) => HeldOut;

const sides = ["validation", "evaluated"] as const;

const onBothSides = (said: (side: (typeof sides)[number]) => readonly Float64Array[]): HeldOut => ({
  validation: said("validation"),
  evaluated: said("evaluated"),
});

/** Each counts for as much as any other. */
const alike: Together = (parts) =>
  onBothSides((side) =>
    pooledOpinions(
      parts.map((part) => part[side]),
      parts.map(() => 1 / parts.length),
    ),
  );

/** As the model that `cosmo run relevance` makes: how sure the encoder may be, and how much words count, the validation side sets. */
const asServed: Together = ([words, encoder], validation) => {
  if (words === undefined || encoder === undefined) throw new RangeError("words and an encoder");
  const temperature = chooseTemperature(encoder.validation, validation.labels);
  const calibrated = onBothSides((side) => atTemperature(encoder[side], temperature));
  const share = chooseWordsShare(words.validation, calibrated.validation, validation);
  return onBothSides((side) => pooledWithWords(words[side], calibrated[side], share));
};

/** Words and vectors err on other judgements. */
const blends: readonly Blend[] = [
  { id: "blend/fixed", of: ["lexical", "bi-encoder/fixed"], together: alike },
  {
    id: "blend/tuned",
    of: ["lexical", "bi-encoder/tuned", "cross-encoder/tuned"],
    together: alike,
  },
  { id: "served", of: ["words", "cross-encoder/tuned"], together: asServed },
];

/** The blends that can be made of the rows that there are: each of rows that are told the same beside query and title. */
export const blendsOf = (rows: readonly string[]): readonly Blend[] =>
  blends
    .flatMap(({ id, of, together }) =>
      ["", "+knowledge", "+sibling"].map((suffix) => ({
        id: `${id}${suffix}`,
        of: of.map((part) => `${part}${suffix}`),
        together,
      })),
    )
    .filter(({ of }) => of.every((id) => rows.includes(id)));

/** Seed by seed and fold by fold. */
export const blendedRuns = (
  { together }: Pick<Blend, "together">,
  parts: readonly HeldOutRuns[],
  { folds, pairs }: Pick<HeldOutOptions, "folds" | "pairs">,
): HeldOutRuns =>
  (parts[0] ?? []).map((run, seed) =>
    run.map((_fold, fold) => {
      const validated = (folds[fold]?.validation ?? []).flatMap((place) => pairs[place] ?? []);
      return together(
        parts.flatMap((runs) => runs[seed]?.[fold] ?? []),
        {
          labels: validated.map(({ label }) => label),
          groups: validated.map(({ group }) => group),
        },
      );
    }),
  );
