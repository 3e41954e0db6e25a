import { seededUniform } from "../../statistics/seeded-uniform.ts";
import type { EvaluatedJudgement } from "../comparison/evaluated-judgement.ts";
import type { JudgementKnowledge } from "./knowledge.ts";

/** How often the positive control's knowledge is right. */
export const controlProbabilities = [0.25, 0.5, 0.75, 1] as const;

/**
 * The positive control: a text for each judgement that names a class. With this probability it is the true one,
 * otherwise any other, each as likely. It is of the pair, and knows the label: nothing like it may be served.
 * What a judgement gets hangs on the seed and its id alone, and a judgement that is told right stays so at every
 * greater probability.
 *
 * @throws RangeError for a probability that is none, or fewer than two classes
 */
export function syntheticKnowledge(
  classes: readonly string[],
  judgements: readonly Pick<EvaluatedJudgement, "id" | "label">[],
  probability: number,
  seed: number,
): readonly JudgementKnowledge[] {
  if (!(probability >= 0 && probability <= 1) || classes.length < 2) {
    throw new RangeError(
      `expected 0 <= probability <= 1 and 2 classes, got ${probability} and ${classes.length}`,
    );
  }
  return judgements.map(({ id, label }) => {
    const isRight = seededUniform(seed, `right ${id}`) < probability;
    const step = Math.floor(seededUniform(seed, `wrong ${id}`) * (classes.length - 1));
    const named = isRight ? label : (label + 1 + step) % classes.length;
    return { query: [], product: [`This product is known as: ${classes[named]}`] };
  });
}
