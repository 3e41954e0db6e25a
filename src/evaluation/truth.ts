import { z } from "zod";
import { normaliseText } from "../text/normalise.ts";

/** The fifteen relations of COSMO's table 2, in which the truth of the sample shop is written. */
export const truthRelations = [
  "used_for_func",
  "used_for_eve",
  "used_for_aud",
  "capable_of",
  "used_to",
  "used_as",
  "is_a",
  "used_on",
  "used_in_loc",
  "used_in_body",
  "used_with",
  "used_by",
  "x_interested_in",
  "x_is_a",
  "x_want",
] as const;

export type TruthRelation = (typeof truthRelations)[number];

/** Something that is true of a need, whatever the words. */
export interface Fact {
  /** `need/place`, with the place in the need's list from 0. */
  readonly id: string;
  readonly need: string;
  readonly relation: TruthRelation;
  /** How many of the people with this need would say so. */
  readonly typicality: "high" | "medium" | "low";
  /** The product types for which it holds; null: all that serve the need. */
  readonly types: readonly string[] | null;
  /** Wordings that mean the same. */
  readonly tails: readonly string[];
}

/** The facts of each need, by its id. */
export type Truth = ReadonlyMap<string, readonly Fact[]>;

const words = z.string().transform(normaliseText).pipe(z.string().min(1, "must not be empty"));

const areDistinct = (texts: readonly string[]): boolean =>
  new Set(texts.map((text) => text.toLowerCase())).size === texts.length;

const factSchema = z.strictObject({
  relation: z.enum(truthRelations),
  typicality: z.enum(["high", "medium", "low"]),
  types: z.array(words).min(1).refine(areDistinct, "names a type twice").nullable().default(null),
  tails: z
    .array(words)
    .min(2, "at least 2 wordings are needed")
    .refine(areDistinct, "has a wording twice"),
});

/** One file `truth.yaml`. */
export const truthFileSchema = z.strictObject({
  needs: z.record(words, z.array(factSchema).min(1)),
});
