import { connectionFailure, timedOut } from "./connection-failure.ts";
import { withoutKey } from "./redact.ts";
import type { ModelServer } from "./server.ts";

export interface ServerResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Whole, without the key where the server repeats it. */
  readonly body: string;
}

/**
 * One request and its whole answer, whatever its status.
 *
 * @param body POSTed as JSON; undefined: GET
 * @throws the signal's reason, or CosmoError as `connectionFailure` and `timedOut` say
 */
export async function exchange(
  server: ModelServer,
  path: string,
  body: string | undefined,
  signal: AbortSignal,
  timeoutMs: number = server.timeoutMs,
): Promise<ServerResponse> {
  signal.throwIfAborted();
  // One short-lived signal per request: listeners on the caller's, which lives as long as the run,
  // are taken off again.
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeoutMs);
  try {
    const response = await server.fetch(`${server.baseUrl}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(server.apiKey !== undefined && { authorization: `Bearer ${server.apiKey}` }),
      },
      ...(body !== undefined && { body }),
      // A redirected POST may become a GET, and the key would go wherever the server says.
      redirect: "manual",
      signal: controller.signal,
    });
    server.hasAnswered = true;
    const text = withoutKey(await response.text(), server.apiKey);
    return { status: response.status, headers: response.headers, body: text };
  } catch (error) {
    signal.throwIfAborted();
    throw late ? timedOut(server, timeoutMs) : connectionFailure(server, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
