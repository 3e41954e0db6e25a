import { groupFolds } from "../learning/group-folds.ts";
import {
  fitLogisticRegression,
  type LogisticModel,
  logit,
  logLoss,
  sigmoid,
} from "../learning/logistic-regression.ts";
import { type Scaling, scaled, scalingOf } from "../learning/scaling.ts";

/** A labelled case in numbers. */
export interface EntailmentExample {
  /** As `entailmentRow` gives it. */
  readonly row: Float64Array;
  /** Share of yes, 0 to 1. */
  readonly target: number;
  /** The product type: never on both sides of a fold. */
  readonly group: string;
}

export interface EntailmentModel {
  readonly scaling: Scaling;
  readonly model: LogisticModel;
  /** That was chosen by the folds. */
  readonly penalty: number;
}

const foldCount = 5;

/** From the strongest: of equal ones it is taken. */
const penalties = [100, 30, 10, 3];

/** Fewer examples, or examples of one answer alone, teach nothing. */
export const fewestExamples = 50;

/** Whether there is enough to learn from. */
export const isEnough = (targets: readonly number[]): boolean =>
  targets.length >= fewestExamples && targets.some((target) => target !== targets[0]);

/**
 * One logistic regression over few columns. It is calibrated by what it minimises; the penalty is chosen by
 * folds of product types, by log loss. Milliseconds for hundreds of examples; the same to the last bit for
 * the same examples in the same order and the same seed.
 */
export function trainEntailment(
  examples: readonly EntailmentExample[],
  seed: number,
): EntailmentModel {
  const width = examples[0]?.row.length ?? 0;
  const scaling = scalingOf(
    examples.map(({ row }) => row),
    (Array<boolean>).from({ length: width }, () => true),
  );
  const own = examples.map((example) => ({ ...example, row: scaled(example.row, scaling) }));
  const foldOf = groupFolds(
    own.map(({ group }) => group),
    foldCount,
    seed,
  );
  const lossOf = (penalty: number): number => {
    let loss = 0;
    for (let fold = 0; fold < foldCount; fold++) {
      const rest = own.filter(({ group }) => foldOf(group) !== fold);
      if (rest.length === 0) continue;
      const model = fit(rest, penalty, width);
      for (const { row, group, target } of own) {
        if (foldOf(group) === fold) loss += logLoss(logit(model, row), target);
      }
    }
    return loss;
  };
  const { penalty } = penalties
    .map((one) => ({ penalty: one, loss: lossOf(one) }))
    .reduce((best, one) => (one.loss < best.loss ? one : best));
  return { scaling, model: fit(own, penalty, width), penalty };
}

/** How likely the claim holds of the head; four digits, as a critic gives. */
export const entailmentProbability = (
  { scaling, model }: EntailmentModel,
  row: Float64Array,
): number => Math.round(sigmoid(logit(model, scaled(row, scaling))) * 1e4) / 1e4;

const fit = (
  examples: readonly EntailmentExample[],
  penalty: number,
  width: number,
): LogisticModel =>
  fitLogisticRegression({
    rows: examples.map(({ row }) => row),
    targets: examples.map(({ target }) => target),
    penalties: new Float64Array(width).fill(penalty),
  });
