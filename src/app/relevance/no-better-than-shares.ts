import type { RerankerCard } from "../../relevance/reranker/reranker-card.ts";
import { counted } from "../../text/counted.ts";

/** Of validation: an interval over fewer says nothing. */
const fewestGroups = 10;

/**
 * A sentence, where a model of relevance tells no more of the validation side than the shares of classes do, by log loss and its 95 %
 * interval; undefined where it does, or where its card does not say.
 */
export function noBetterThanShares({
  validation,
  split,
}: Pick<RerankerCard, "validation" | "split">): string | undefined {
  const more = validation.find(({ id }) => id === "majority")?.moreLogLoss;
  if (more === undefined) return undefined;
  const shares = "shares of classes (`majority`)";
  const { queryGroups } = split.validation;
  if (queryGroups < fewestGroups) {
    return `Nobody can tell whether this model tells more than the ${shares}: it was validated by ${counted(queryGroups, "queries")}.`;
  }
  const { difference, low, high } = more;
  if (low > 0) return undefined;
  return high < 0
    ? `The ${shares} tell more than this model: ${nats(-difference)} nats less log loss [${nats(-high)}, ${nats(-low)}].`
    : `Nobody can tell whether this model tells more than the ${shares}: it has ${nats(Math.abs(difference))} nats ${difference < 0 ? "more" : "less"} log loss, and may have from ${nats(-low)} more to ${nats(high)} less.`;
}

/** What helps then. */
export const moreJudgements = ({ split: { learn } }: Pick<RerankerCard, "split">): string =>
  `It learnt from ${counted(learn.judgements, "judgements")}: import more of them before you rank by it. \`cosmo evaluate relevance --tuned --rows served\` tells how well it does on other queries.`;

const nats = (one: number): string => one.toFixed(2);
