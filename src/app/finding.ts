import { CosmoError } from "../domain/cosmo-error.ts";

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly finding: string;
  /** What to do; null where there is nothing. */
  readonly next: string | null;
}

export const well = (check: string, finding: string, next: string | null = null): Finding => ({
  ...{ check, ok: true, finding, next },
});

/** An error is what was found; one that is not for a person comes through. */
export function failed(check: string, error: unknown): Finding {
  if (!(error instanceof CosmoError)) throw error;
  return { check, ok: false, finding: `${error.code}: ${error.message}`, next: error.hint };
}
