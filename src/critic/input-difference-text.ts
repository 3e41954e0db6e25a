import { differenceText } from "../measures/log-probability-difference.ts";
import { type CriticInput, contextOf } from "./critic.ts";

/** What a log-probability difference is measured of, for a claim as a critic sees it. */
export const inputDifferenceText = (input: CriticInput): string =>
  differenceText(contextOf(input), input.sentence, input.tail);
