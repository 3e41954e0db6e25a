import type { LogisticModel } from "../learning/logistic-regression.ts";
import type { Scaling } from "../learning/scaling.ts";
import type { EncodedInput } from "./features.ts";

export const criticQuestions = ["plausible", "typical"] as const;
export type CriticQuestion = (typeof criticQuestions)[number];

/** Where the columns of a row come from. */
export interface Columns {
  /** How many numbers an encoder gives for a text. */
  readonly dimensions: number;
  readonly features: readonly string[];
  /** Relations that were seen in training; one column each. */
  readonly relations: readonly string[];
}

export const columnCount = ({ dimensions, features, relations }: Columns): number =>
  features.length + relations.length + 3 * dimensions;

/** A row: features, one 1 for the relation, the tail, and the tail times each end. NaN: not known. */
export function rowOf(
  { tail, first, second, features }: EncodedInput,
  relation: string,
  columns: Columns,
): Float64Array {
  const row = new Float64Array(columnCount(columns));
  row.set(features);
  const place = columns.relations.indexOf(relation);
  if (place >= 0) row[features.length + place] = 1;
  const start = features.length + columns.relations.length;
  for (let at = 0; at < columns.dimensions; at++) {
    const value = tail[at] ?? 0;
    row[start + at] = value;
    row[start + columns.dimensions + at] = value * (first[at] ?? 0);
    row[start + 2 * columns.dimensions + at] = value * (second[at] ?? 0);
  }
  return row;
}

/** Turns a logit into a calibrated one: slope · logit + shift (Platt 1999). */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export interface QuestionModel {
  readonly model: LogisticModel;
  readonly calibration: Calibration;
  /** The penalty of an encoder's columns that was chosen. */
  readonly penalty: number;
}

/** A critic in numbers: what training gives and what the ONNX graph is made from. */
export interface CriticModel {
  readonly columns: Columns;
  readonly scaling: Scaling;
  readonly questions: Readonly<Record<CriticQuestion, QuestionModel>>;
  /** The plausibility learnt without each fold of product types. */
  readonly folds: readonly LogisticModel[];
}
