import { cosine } from "../../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { predictBoosted } from "../../learning/boosted-trees.ts";
import type { FitTrees } from "../../learning/boosting-threads.ts";
import type { BoostedTreesOptions } from "../../learning/fit-boosted-trees.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import type { RowOf } from "./fold-features.ts";
import type { Learner } from "./learner.ts";
import type { Sides } from "./sides.ts";

/** Further numbers of the judgement at a place, as many for each; NaN: not known. */
export type FurtherNumbers = (place: number) => readonly number[];

export interface LexicalLearnerOptions {
  readonly id: string;
  /** Of all queries and titles. */
  readonly vectors: Vectors;
  readonly featuresOf: (sides: Sides) => RowOf;
  readonly fit: FitTrees;
  /** Default: none. */
  readonly further?: FurtherNumbers;
}

/**
 * Boosted trees over what query and product have in common in words, and the cosine of their vectors. The first seed of a fold chooses
 * their settings, which the others learn with.
 */
export function lexicalLearner({
  id,
  vectors,
  featuresOf,
  fit,
  further,
}: LexicalLearnerOptions): Learner {
  return {
    id,
    // Their trees share threads out by themselves.
    foldsAtOnce: Number.POSITIVE_INFINITY,
    async learn({ pairs, classes, sides, seed, chosen }) {
      const words = featuresOf(sides);
      const rowOf = (place: number): Float64Array => {
        const { query = "", title = "" } = pairs[place]?.words ?? {};
        const likeness = cosine(vectorOf(query, vectors), vectorOf(title, vectors));
        return Float64Array.from([...words(place), likeness, ...(further?.(place) ?? [])]);
      };
      const { learn } = sides;
      const examples = {
        rows: learn.map(rowOf),
        targets: learn.map((place) => pairs[place]?.label ?? 0),
        groups: learn.map((place) => pairs[place]?.group ?? ""),
      };
      const fitted = await fitLexicalBaseline(examples, {
        ...{ classes, seed, fit, chosen: chosen as BoostedTreesOptions | undefined },
      });
      return {
        chosen: fitted.settings,
        probabilities: async (places) =>
          places.map((place) => predictBoosted(fitted.model, rowOf(place))),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}
