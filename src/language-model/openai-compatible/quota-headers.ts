import type { IncomingHttpHeaders } from "node:http";
import type { Quota, QuotaLeft } from "../quota.ts";
import { headerOf } from "./header-of.ts";

/**
 * What is left by the headers of OpenAI (https://platform.openai.com/docs/guides/rate-limits), which
 * many servers send, or of Anthropic (https://docs.anthropic.com/en/api/rate-limits); undefined where
 * there are none.
 *
 * @param now milliseconds since 1970 UTC
 */
export function quotaFrom(headers: IncomingHttpHeaders, now: number): Quota | undefined {
  const openAi = (kind: string) =>
    left(headers, `x-ratelimit-limit-${kind}`, `x-ratelimit-remaining-${kind}`, (read) =>
      durationMs(read(`x-ratelimit-reset-${kind}`)),
    );
  const anthropic = (kind: string) => {
    const of = (part: string): string => `anthropic-ratelimit-${kind}-${part}`;
    return left(headers, of("limit"), of("remaining"), (read) => {
      const at = Date.parse(read(of("reset")) ?? "");
      return Number.isNaN(at) ? undefined : Math.max(0, at - now);
    });
  };
  const requests = openAi("requests") ?? anthropic("requests");
  const tokens = openAi("tokens") ?? anthropic("tokens");
  return requests === undefined && tokens === undefined ? undefined : { requests, tokens };
}

function left(
  headers: IncomingHttpHeaders,
  limitName: string,
  remainingName: string,
  resetIn: (read: (name: string) => string | undefined) => number | undefined,
): QuotaLeft | undefined {
  const remaining = countIn(headerOf(headers, remainingName));
  if (remaining === undefined) return undefined;
  const resetMs = resetIn((name) => headerOf(headers, name));
  if (resetMs === undefined) return undefined;
  return { remaining, limit: countIn(headerOf(headers, limitName)), resetMs };
}

const countIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

const millisecondsIn: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** `1s`, `6m0s`, `20ms`, `1h2m3.5s`; a bare number is seconds. Undefined: something else. */
export function durationMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, value, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)) {
    sum += Number(value) * (millisecondsIn[unit] ?? 0);
  }
  return sum;
}
