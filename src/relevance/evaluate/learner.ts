import type { JudgedPair } from "./judged-pair.ts";
import type { Sides } from "./sides.ts";

/** What a way to predict is given of a fold. */
export interface LearnTask {
  readonly pairs: readonly JudgedPair[];
  readonly classes: number;
  /** Places in `pairs`; labels of `evaluated` must not be looked at. */
  readonly sides: Sides;
  /** Of the initialisation. */
  readonly seed: number;
  /** What the learner chose in this fold under the first seed; left out: this is the first, or it chooses nothing. */
  readonly chosen?: unknown;
  readonly signal: AbortSignal;
}

/** A way to predict that learns: a line of the table. */
export interface Learner {
  /** Of its row, such as `cross-encoder/fixed`. */
  readonly id: string;
  /** So many folds are learnt beside each other; left out: one after the other, each with all threads. */
  readonly foldsAtOnce?: number;
  /** Learns, and says how likely each class is for the judgements at some places. */
  learn(task: LearnTask): Promise<Predictor>;
}

export interface Predictor extends AsyncDisposable {
  /** What it chose, to learn with in this fold under the other seeds: numbers and texts alone. */
  readonly chosen?: unknown;
  probabilities(places: readonly number[]): Promise<readonly Float64Array[]>;
}
