import type { ErrorAnswer } from "../api/error-answer.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { jsonReply, type Reply } from "./reply.ts";

/** An error as a caller sees it: what is wrong and what to do, and nothing of where it arose. */
export function errorReply(error: unknown): Reply {
  const { code, message, hint, httpStatus } =
    error instanceof CosmoError ? error : unexpected(error);
  const headers: Record<string, string> = {};
  if (httpStatus === 401) headers["www-authenticate"] = "Bearer";
  return jsonReply({ error: { code, message, hint } } satisfies ErrorAnswer, httpStatus, headers);
}

/** Whether an error is a fault of ours, which an operator must hear of. */
export const isFault = (error: unknown): boolean =>
  !(error instanceof CosmoError) || error.httpStatus === 500;

/** Code and place of a fault, without its message: that may have words of the caller in it. */
export function faultLine(error: unknown): string {
  const code = error instanceof CosmoError ? error.code : "UNEXPECTED";
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const places = frames.filter((line) => /^\s+at /.test(line)).slice(0, 4);
  return [`${code} in a request`, ...places.map((line) => line.trim())].join(" ");
}

const unexpected = (cause: unknown): CosmoError =>
  new CosmoError("UNEXPECTED", "The server failed at this request", {
    hint: "Ask again; if it stays, report it with what the server writes to standard error.",
    cause,
  });
