import { CosmoError } from "../domain/cosmo-error.ts";

/**
 * An error of any kind as one that a person can be told: what has no code yet is a fault of cosmo.
 * @param what what failed by it, as a clause
 * @param httpStatus of an answer that it becomes
 */
export function toldFailure(error: unknown, what: string, httpStatus?: number): CosmoError {
  if (error instanceof CosmoError) {
    if (httpStatus === undefined || error.httpStatus !== 500) return error;
    const { code, message, hint, exitCode, retryable } = error;
    return new CosmoError(code, message, { hint, exitCode, retryable, httpStatus, cause: error });
  }
  const said = error instanceof Error ? error.message : String(error);
  return new CosmoError("UNEXPECTED", `${what}: ${said}`, {
    hint: "Look whether `cosmo doctor` finds anything; if it stays, report it with this line.",
    cause: error,
    ...(httpStatus !== undefined && { httpStatus }),
  });
}
