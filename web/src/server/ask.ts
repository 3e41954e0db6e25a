import type { ErrorAnswer } from "../../../src/api/error-answer.ts";
import type { Failure } from "./failure.ts";
import { keyStore } from "./key.ts";
import { readinessStore } from "./readiness.ts";
import { servedVersionStore } from "./served-version.ts";

export type Outcome<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: Failure };

/** Asks the server that the page came from. Rejects only where the signal ended it. */
export async function ask<Answer>(path: string, signal: AbortSignal): Promise<Outcome<Answer>> {
  const key = keyStore.read();
  const headers = new Headers({ accept: "application/json" });
  if (key !== null) headers.set("authorization", `Bearer ${key}`);
  try {
    const response = await fetch(path, { headers, signal, cache: "no-store" });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok || body === null) {
      if (response.status === 503) readinessStore.write("noGraph");
      return { ok: false, failure: refusal(response.status, body) };
    }
    noteVersion(body);
    return { ok: true, answer: body as Answer };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
    readinessStore.write("gone");
    return { ok: false, failure: { kind: "unreachable" } };
  }
}

function refusal(status: number, body: unknown): Failure {
  const { error } = (body ?? {}) as Partial<ErrorAnswer>;
  return {
    kind: "refused",
    status,
    code: error?.code ?? `HTTP ${status}`,
    message: error?.message ?? `The server refused with status ${status} and did not say why.`,
    hint: error?.hint ?? "Look at what the server wrote where `cosmo serve` runs.",
  };
}

function noteVersion(body: unknown): void {
  const { version } = (body ?? {}) as { readonly version?: unknown };
  if (typeof version === "string") servedVersionStore.write(version);
}
