import type { RerankerCard } from "../../relevance/reranker/reranker-card.ts";
import { counted } from "../../text/counted.ts";

/**
 * A sentence, where a model of relevance tells no more of the validation side than the shares of classes do, by log loss and its 95 %
 * interval; undefined where it does, or where its card does not say.
 */
export function noBetterThanShares({
  validation,
}: Pick<RerankerCard, "validation">): string | undefined {
  const more = validation.find(({ id }) => id === "majority")?.moreLogLoss;
  if (more === undefined || more.low > 0) return undefined;
  const { difference, low, high } = more;
  const shares = "the shares of classes (`majority`)";
  return high < 0
    ? `${capitalised(shares)} tell more than this model: ${nats(-difference)} nats less log loss [${nats(-high)}, ${nats(-low)}].`
    : `Nobody can tell whether this model tells more than ${shares}: it has ${nats(Math.abs(difference))} nats ${difference < 0 ? "more" : "less"} log loss, and may have from ${nats(-low)} more to ${nats(high)} less.`;
}

/** What helps then. */
export const moreJudgements = ({ split: { learn } }: Pick<RerankerCard, "split">): string =>
  `It learnt from ${counted(learn.judgements, "judgements")}: import more of them before you rank by it. \`cosmo evaluate relevance --tuned\` compares all ways.`;

const nats = (one: number): string => one.toFixed(2);

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
