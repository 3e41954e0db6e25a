import { CosmoError } from "../domain/cosmo-error.ts";
import type { StateDatabaseOptions } from "./open-state-database.ts";
import type { StateValue } from "./state-database.ts";

export type CommitRequest =
  | {
      readonly kind: "write";
      /** Names the open file. */
      readonly database: number;
      readonly file: string;
      readonly options: StateDatabaseOptions;
      readonly statements: readonly string[];
      /** Place in `statements`, and its values. */
      readonly writes: readonly (readonly [number, readonly StateValue[]])[];
    }
  | { readonly kind: "close"; readonly database: number };

export type CommitReply =
  | { readonly rows: readonly (readonly unknown[])[] }
  | { readonly failure: CommitFailure };

/** What is left of an error behind the border of a thread, which knows no classes. */
export interface CommitFailure extends Pick<CosmoError, "message"> {
  /** Absent: a fault of the program. */
  readonly told?: Pick<CosmoError, "code" | "hint" | "retryable" | "exitCode" | "httpStatus">;
}

export function failureOf(error: unknown): CommitFailure {
  if (!(error instanceof CosmoError)) return { message: String(error) };
  const { message, code, hint, retryable, exitCode, httpStatus } = error;
  return { message, told: { code, hint, retryable, exitCode, httpStatus } };
}

export const failureFrom = ({ message, told }: CommitFailure): Error =>
  told === undefined ? new Error(message) : new CosmoError(told.code, message, told);
