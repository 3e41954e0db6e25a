import { groupFolds } from "../learning/group-folds.ts";
import {
  fitLogisticRegression,
  type LogisticModel,
  logit,
  logLoss,
} from "../learning/logistic-regression.ts";
import { scaled, scalingOf } from "../learning/scaling.ts";
import {
  type Calibration,
  type Columns,
  type CriticModel,
  type CriticQuestion,
  columnCount,
} from "./critic-model.ts";

/** A labelled claim as a critic learns from it. */
export interface TrainingExample {
  /** As `rowOf` gives it. */
  readonly row: Float64Array;
  /** What hangs together, such as claims about one product type: never on both sides of a fold. */
  readonly group: string;
  /** Whether it is like the claims to be judged: made by a model, not written to teach. */
  readonly judged: boolean;
  /** Share of annotators who said yes; null where nobody answered yes or no. */
  readonly targets: Readonly<Record<CriticQuestion, number | null>>;
}

export interface TrainingSet {
  readonly columns: Columns;
  readonly train: readonly TrainingExample[];
  readonly calibration: readonly TrainingExample[];
  readonly seed: number;
  /** Names of features that are used; default: all. */
  readonly features?: readonly string[];
  /** Which of the other columns are used; default: both. */
  readonly relations?: boolean;
  readonly vectors?: boolean;
}

const foldCount = 5;

/** Holds features and relations near 0. */
const featurePenalty = 10;

/** Tried for an encoder's columns, of which there are many; the folds' log loss chooses. */
const vectorPenalties = [10_000, 3000, 1000, 300];

/** Fewer examples, or examples of one answer alone, calibrate nothing. */
export const fewestForCalibration = 50;

/**
 * Trains both heads: logistic regressions over a frozen encoder's columns and cheap features. The
 * penalty is chosen by folds of product types within the training side. Slope and shift are set on the
 * calibration side and on what the folds say of the training side, of claims like those to be judged
 * where there are enough. The same for the same set, to the last bit.
 */
export function trainCritic(set: TrainingSet): CriticModel {
  const { columns, train, calibration, seed } = set;
  const scaling = scalingOf(
    train.map(({ row }) => row),
    usedColumns(set),
  );
  const foldOf = groupFolds(
    train.map(({ group }) => group),
    foldCount,
    seed,
  );
  // Columns that say nothing are left out while it is learnt: most of them, where only features are used.
  const telling = [...scaling.inverseDeviations.keys()].filter(
    (at) => scaling.inverseDeviations[at] !== 0,
  );
  const penaltiesOf = (vectorPenalty: number): Float64Array =>
    Float64Array.from(telling, (at) =>
      at < columns.features.length + columns.relations.length ? featurePenalty : vectorPenalty,
    );
  const whole = ({ weights, bias }: LogisticModel): LogisticModel => {
    const all = new Float64Array(columnCount(columns));
    for (const [place, at] of telling.entries()) all[at] = weights[place] ?? 0;
    return { weights: all, bias };
  };
  const trained = (question: CriticQuestion) => {
    const answered = (examples: readonly TrainingExample[]): readonly Answered[] =>
      examples.flatMap(({ row, group, judged, targets }) => {
        const target = targets[question];
        if (target === null) return [];
        const full = scaled(row, scaling);
        return [{ row: Float64Array.from(telling, (at) => full[at] ?? 0), group, judged, target }];
      });
    const training = answered(train);
    const chosen = vectorPenalties
      .map((penalty) => crossFit(training, penalty, penaltiesOf(penalty), foldOf))
      // Of equal ones the first, which is the strongest.
      .reduce((best, one) => (one.loss < best.loss ? one : best));
    const model = fit(training, penaltiesOf(chosen.penalty));
    const calibrating = [
      ...chosen.logits,
      ...answered(calibration).map((example) => ({ ...example, logit: logit(model, example.row) })),
    ];
    const { penalty } = chosen;
    return {
      question: { model: whole(model), penalty, calibration: calibrate(calibrating) },
      folds: chosen.models.map(whole),
    };
  };
  const plausible = trained("plausible");
  const typical = trained("typical");
  return {
    columns,
    scaling,
    questions: { plausible: plausible.question, typical: typical.question },
    folds: plausible.folds,
  };
}

/** An example with its answer to one question, and its row scaled. */
interface Answered {
  readonly row: Float64Array;
  readonly group: string;
  readonly judged: boolean;
  readonly target: number;
}

interface Predicted extends Answered {
  readonly logit: number;
}

interface CrossFit {
  readonly penalty: number;
  readonly models: readonly LogisticModel[];
  /** Each example by the model that saw nothing of its group. */
  readonly logits: readonly Predicted[];
  readonly loss: number;
}

function crossFit(
  examples: readonly Answered[],
  penalty: number,
  penalties: Float64Array,
  foldOf: (group: string) => number,
): CrossFit {
  const folds = Array.from({ length: foldCount }, (_, fold) => {
    const model = fit(
      examples.filter(({ group }) => foldOf(group) !== fold),
      penalties,
    );
    const logits = examples
      .filter(({ group }) => foldOf(group) === fold)
      .map((example) => ({ ...example, logit: logit(model, example.row) }));
    return { model, logits };
  });
  const logits = folds.flatMap((fold) => fold.logits);
  const loss = logits.reduce((sum, one) => sum + logLoss(one.logit, one.target), 0);
  return { penalty, models: folds.map(({ model }) => model), logits, loss };
}

function usedColumns({ columns, features, relations, vectors }: TrainingSet): readonly boolean[] {
  const used = (Array<boolean>).from({ length: columnCount(columns) }, () => true);
  for (const [place, name] of columns.features.entries()) {
    used[place] = features === undefined || features.includes(name);
  }
  const start = columns.features.length;
  const end = start + columns.relations.length;
  if (relations === false) used.fill(false, start, end);
  if (vectors === false) used.fill(false, end);
  return used;
}

const fit = (examples: readonly Answered[], penalties: Float64Array): LogisticModel =>
  fitLogisticRegression({
    rows: examples.map(({ row }) => row),
    targets: examples.map(({ target }) => target),
    penalties,
  });

function calibrate(examples: readonly Predicted[]): Calibration {
  const judged = examples.filter((example) => example.judged);
  const own = judged.length >= fewestForCalibration ? judged : examples;
  const differ = own.some(({ target }) => target !== own[0]?.target);
  if (own.length < fewestForCalibration || !differ) return { slope: 1, shift: 0 };
  const { weights, bias } = fitLogisticRegression({
    rows: own.map((example) => Float64Array.of(example.logit)),
    targets: own.map(({ target }) => target),
    // So little that it only keeps examples that a line separates from an endless slope.
    penalties: Float64Array.of(0.01),
  });
  return { slope: weights[0] ?? 1, shift: bias };
}
