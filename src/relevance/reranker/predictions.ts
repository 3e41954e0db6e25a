import type { ClassDecision } from "../../learning/class-decision.ts";

/** A way to predict, on some judgements. */
export interface Predictions {
  readonly id: string;
  /** Of each judgement. */
  readonly probabilities: readonly Float64Array[];
  readonly decision: ClassDecision;
}
