import { z } from "zod";
import { exchange } from "./exchange.ts";
import type { ModelServer } from "./server.ts";

const models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** A look-up for a message only: not worth a long wait. */
const patienceMs = 5_000;

/** The names that the server gives to its models; undefined where it does not tell. */
export async function listedModels(
  server: ModelServer,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    const timeoutMs = Math.min(patienceMs, server.timeoutMs);
    const { body } = await exchange(server, "/models", undefined, signal, timeoutMs);
    return models.parse(JSON.parse(body)).data.map((model) => model.id);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
