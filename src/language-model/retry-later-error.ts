import { CosmoError, type CosmoErrorDetails } from "../domain/cosmo-error.ts";

/** The server cannot answer now and may say for how long. */
export class RetryLaterError extends CosmoError {
  /** How long the server wants to be left alone; undefined: it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    details: Omit<CosmoErrorDetails, "retryable"> & { readonly retryAfterMs: number | undefined },
  ) {
    super(code, message, { ...details, retryable: true });
    this.retryAfterMs = details.retryAfterMs;
  }
}
