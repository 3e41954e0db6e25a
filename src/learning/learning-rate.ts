export interface LearningRate {
  /** The highest. */
  readonly peak: number;
  /** The share of all steps in which it rises from 0, in a straight line; in the rest it falls to 0 in one. */
  readonly warmUpShare: number;
}

/** The rate at a step from 0 of `steps`. */
export function rateAt(step: number, steps: number, { peak, warmUpShare }: LearningRate): number {
  const rising = Math.round(steps * warmUpShare);
  const share = step < rising ? (step + 1) / (rising + 1) : (steps - step) / (steps - rising);
  return peak * share;
}
