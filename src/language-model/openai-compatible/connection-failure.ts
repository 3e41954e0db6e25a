import { CosmoError } from "../../domain/cosmo-error.ts";
import { notBilled } from "../not-billed.ts";
import type { ModelServer } from "./server.ts";

/** The code of what `exchange` gives up connecting with. */
export const connectTimeout = "ECONNTIMEOUT";

const lost = new Set(["ECONNRESET", "EPIPE"]);
/** The request was never sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", connectTimeout]);
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ETIMEDOUT: "the host does not answer",
  [connectTimeout]: "the host does not answer",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name of the host could not be looked up",
};

/** Why a request failed or a body broke off, as CosmoError; the caller's own abort is not for here. */
export function connectionFailure(server: ModelServer, error: unknown): CosmoError {
  const { code, message } = rootOf(error);
  if (lost.has(code)) {
    return new CosmoError(
      "MODEL_CONNECTION_LOST",
      `The connection to ${server.baseUrl} broke off`,
      {
        hint: "Run again; if it goes on, look at the server's log.",
        cause: error,
        retryable: true,
      },
    );
  }
  const reason = reasons[code];
  const unreachable = new CosmoError(
    "MODEL_UNREACHABLE",
    `No model server can be reached at ${server.baseUrl}: ${reason ?? (message || code)}`,
    {
      hint: `Start the server, or correct ${server.section}.base-url in cosmo.yaml.`,
      cause: error,
      // At the first call a refused connection is a wrong address or a server that nobody started, and waiting
      // is in vain; later it is a server that restarts.
      retryable: server.wasReached,
    },
  );
  return unsent.has(code) ? notBilled(unreachable) : unreachable;
}

export const timedOut = (server: ModelServer, timeoutMs: number): CosmoError =>
  new CosmoError(
    "MODEL_TIMEOUT",
    `${server.baseUrl} did not answer within ${timeoutMs / 1000} seconds`,
    {
      hint: "Give the language model a longer timeout, or fewer calls at once.",
      retryable: true,
    },
  );

/** What happened is the innermost cause. */
function rootOf(error: unknown): { readonly code: string; readonly message: string } {
  let root = error;
  while (root instanceof Error && root.cause !== undefined) root = root.cause;
  const { code, message } = (root ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code ?? ""), message: String(message ?? "") };
}
