/**
 * The innermost message of an error in one line: `fetch` hides "connection refused" behind
 * "fetch failed", and a refused connection on two addresses has a code but no message.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return (error.message || code).replace(/\s+/g, " ").trim();
}
