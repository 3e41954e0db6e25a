import type { RerankerCard } from "../../relevance/reranker/reranker-card.ts";
import { counted } from "../../text/counted.ts";

/** What a model of relevance does not tell more than, by its card. */
export interface UnbeatenControl {
  readonly id: string;
  /** A sentence. */
  readonly told: string;
}

const controlNames: Readonly<Record<string, string>> = {
  majority: "the shares of classes (`majority`)",
  lexical: "boosted trees over words (`lexical`)",
};

/** Controls that tell as much of the validation side as the model, or more, by log loss and its 95 % interval. */
export const unbeatenControls = ({
  validation,
}: Pick<RerankerCard, "validation">): readonly UnbeatenControl[] =>
  validation.flatMap(({ id, moreLogLoss }) => {
    if (moreLogLoss === undefined || moreLogLoss.low > 0) return [];
    const { difference, low, high } = moreLogLoss;
    const name = controlNames[id] ?? id;
    const told =
      high < 0
        ? `${capitalised(name)} tell more than this model: ${nats(-difference)} nats less log loss [${nats(-high)}, ${nats(-low)}].`
        : `Nobody can tell whether this model tells more than ${name}: it has ${nats(Math.abs(difference))} nats ${difference < 0 ? "more" : "less"} log loss, and may have from ${nats(-low)} more to ${nats(high)} less.`;
    return [{ id, told }];
  });

/** What helps a model that tells no more than a control. */
export const moreJudgements = ({ split: { learn } }: Pick<RerankerCard, "split">): string =>
  `It learnt from ${counted(learn.judgements, "judgements")}: import more of them before you rank by it. \`cosmo evaluate relevance --tuned\` compares all ways.`;

const nats = (one: number): string => one.toFixed(2);

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
