/** The exit codes of the command: 0 done, 1 work failed, 2 wrong use, 3 budget, 130 interrupted. */
export type ExitCode = 1 | 2 | 3 | 130;

export interface CosmoErrorDetails {
  /** The next step for the person at the keyboard, as a sentence or a command. */
  readonly hint: string;
  readonly cause?: unknown;
  /** True when the same call may succeed later without a change (rate limit, lost connection). */
  readonly retryable?: boolean;
  /** Default 1, "work failed". */
  readonly exitCode?: ExitCode;
  /** The status of an HTTP answer that this error becomes. Default 500. */
  readonly httpStatus?: number;
}

/**
 * The one error that reaches a person. `code` is SCREAMING_CASE and listed in docs/errors.md;
 * the message says what went wrong and where, the hint what to do next.
 */
export class CosmoError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly retryable: boolean;
  readonly exitCode: ExitCode;
  readonly httpStatus: number;

  constructor(code: string, message: string, details: CosmoErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "CosmoError";
    this.code = code;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
    this.exitCode = details.exitCode ?? 1;
    this.httpStatus = details.httpStatus ?? 500;
  }
}
