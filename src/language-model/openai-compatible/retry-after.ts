import type { IncomingHttpHeaders } from "node:http";
import { headerOf } from "./header-of.ts";

/**
 * How long a server asks to be left alone: `retry-after-ms`, else `retry-after` in seconds or as a
 * date (RFC 9110, section 10.2.3); undefined where it says nothing that makes sense.
 *
 * @param now milliseconds since 1970 UTC
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const milliseconds = numberIn(headerOf(headers, "retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const text = headers["retry-after"];
  const seconds = numberIn(text);
  if (seconds !== undefined) return seconds * 1000;
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
