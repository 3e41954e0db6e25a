import type { IncomingHttpHeaders } from "node:http";

/** The header of that name in lower case; the first one where it was sent more than once. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
