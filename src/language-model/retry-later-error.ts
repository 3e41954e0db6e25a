import { CosmoError, type CosmoErrorDetails } from "../domain/cosmo-error.ts";

/** The server cannot answer now and may say for how long. */
export class RetryLaterError extends CosmoError {
  /** How long the server wants to be left alone; undefined: it did not say. */
  readonly retryAfterMs: number | undefined;
  /** Whether there were too many calls, so that fewer are better. */
  readonly tooMany: boolean;

  constructor(
    code: string,
    message: string,
    details: Omit<CosmoErrorDetails, "retryable"> & {
      readonly retryAfterMs: number | undefined;
      readonly tooMany: boolean;
    },
  ) {
    super(code, message, { ...details, retryable: true });
    this.retryAfterMs = details.retryAfterMs;
    this.tooMany = details.tooMany;
  }
}
