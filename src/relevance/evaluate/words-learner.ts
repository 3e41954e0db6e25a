import type { FitTrees } from "../../learning/boosting-threads.ts";
import type { BoostedTreesOptions } from "../../learning/fit-boosted-trees.ts";
import { inTurns } from "../in-turns.ts";
import { learnWords, openWords } from "../models/words-model.ts";
import type { Learner } from "./learner.ts";

/** Boosted trees over what query and title alone have in common in words, as a server has them. */
export const wordsLearner = (id: string, fit: FitTrees): Learner => ({
  id,
  // Their trees share threads out by themselves.
  foldsAtOnce: Number.POSITIVE_INFINITY,
  async learn({ pairs, classes, sides, seed, chosen, signal }) {
    const { model, settings } = await learnWords(
      sides.learn.flatMap((place) => pairs[place] ?? []),
      { classes, seed, fit, chosen: chosen as BoostedTreesOptions | undefined, signal },
    );
    const judge = openWords(model);
    return {
      chosen: settings,
      probabilities: (places) =>
        inTurns(
          places.flatMap((place) => pairs[place]?.words ?? []),
          ({ query, title }) => judge(query, title),
          signal,
        ),
      [Symbol.asyncDispose]: async () => {},
    };
  },
});
