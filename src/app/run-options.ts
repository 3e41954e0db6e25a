import type { Progress } from "../domain/progress.ts";
import type { SaidCaps } from "../language-model/budget-caps.ts";

export interface RunOptions {
  /** Run up to the last of these; empty: all. */
  readonly stages: readonly string[];
  /** Take up again what was set aside; the workspace has to be opened for it too. */
  readonly retryFailed?: boolean | undefined;
  /** Caps for this run alone, and for what goes on with it after a stop. */
  readonly caps?: SaidCaps;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}
