import assert from "node:assert/strict";
import { after } from "node:test";
import { type Running, startCosmo, until } from "./cosmo-command.ts";

export interface Serving {
  readonly running: Running;
  readonly address: string;
  readonly version: string | null;
  /** What it wrote to standard error so far. */
  said(): string;
}

const started: Running[] = [];
// Within a test, `after` would be the end of that test.
after(() => {
  for (const { child } of started) child.kill("SIGKILL");
});

/** Starts `cosmo serve` on any free port and waits until it listens. */
export async function serve(
  folder: string,
  words: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const running = startCosmo(["serve", "--port", "0", "--json", ...words], { folder, variables });
  started.push(running);
  let [out, error] = ["", ""];
  running.child.stdout?.on("data", (text: string) => {
    out += text;
  });
  running.child.stderr?.on("data", (text: string) => {
    error += text;
  });
  await until(running, () => out.endsWith("}\n"));
  const { address, version } = JSON.parse(out) as Pick<Serving, "address" | "version">;
  return { running, address, version, said: () => error };
}

/** An answer of the server as JSON, whatever its status. */
export async function ask<Answer>(
  { address }: Pick<Serving, "address">,
  path: string,
  options: RequestInit = {},
): Promise<{ readonly status: number; readonly body: Answer }> {
  const response = await fetch(`${address}${path}`, options);
  const type = response.headers.get("content-type");
  assert.equal(type, "application/json", `${path}: ${type}`);
  return { status: response.status, body: (await response.json()) as Answer };
}
