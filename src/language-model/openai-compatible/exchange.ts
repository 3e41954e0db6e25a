import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { connectionFailure, connectTimeout, timedOut } from "./connection-failure.ts";
import { withoutKey } from "./redact.ts";
import type { ModelServer } from "./server.ts";

export interface ServerResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Whole, without the key where the server repeats it. */
  readonly body: string;
}

/** A body of another kind than JSON. */
export interface TypedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Without this, a host that swallows everything is noticed only when the answer is late. */
const connectTimeoutMs = 10_000;

/**
 * One request and its whole answer, whatever its status; redirects are not followed. By Node's own HTTP
 * client, for `fetch` costs three times the processor time of a call.
 *
 * @param body a text as JSON
 * @throws the signal's reason, or CosmoError as `connectionFailure` and `timedOut` say
 */
export function exchange(
  server: ModelServer,
  path: string,
  body: string | TypedBody | undefined,
  signal: AbortSignal,
  timeoutMs: number = server.timeoutMs,
  method: "GET" | "POST" | "DELETE" = body === undefined ? "GET" : "POST",
): Promise<ServerResponse> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const bytes = typeof body === "string" ? body : body?.bytes;
    const request = server.request({
      ...server.address,
      path: `${server.basePath}${path}`,
      method,
      headers: {
        ...server.headers,
        ...(bytes !== undefined && {
          "content-type": typeof body === "object" ? body.contentType : "application/json",
          "content-length": Buffer.byteLength(bytes),
        }),
      },
    });
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
    const fail = (error: unknown): void => {
      end();
      reject(error);
      request.destroy();
    };
    const abort = (): void => fail(signal.reason);
    const broken = (error: unknown): void => fail(connectionFailure(server, error));
    const timer = setTimeout(() => fail(timedOut(server, timeoutMs)), timeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    request.on("error", broken);
    request.on("socket", (socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(
        () => broken(Object.assign(new Error(), { code: connectTimeout })),
        connectTimeoutMs,
      );
      for (const event of ["connect", "close"]) socket.once(event, () => clearTimeout(late));
      // A certificate that is not trusted is found after the connection is made.
      socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", () => {
        server.wasReached = true;
      });
    });
    request.on("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", broken);
      response.on("end", () => {
        end();
        const text = decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: withoutKey(text, server.apiKey),
        });
      });
    });
    request.end(bytes);
  });
}

const decoder = new TextDecoder();
