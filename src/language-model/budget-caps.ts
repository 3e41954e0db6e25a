/** What a run may spend on the model at most; null: no limit. */
export interface BudgetCaps {
  /** US dollars. */
  readonly maxCost: number | null;
  /** Calls that were answered, or may have been. */
  readonly maxCalls: number | null;
  readonly maxMinutes: number | null;
}

/** What a person said about this run alone; null: the cap is lifted. */
export type SaidCaps = Partial<BudgetCaps>;
