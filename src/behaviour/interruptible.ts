import type { SqlConnection } from "../sql/sql.ts";

/** Stops the engine in the middle of a step once `signal` aborts, and rejects with its reason. */
export async function interruptible<Result>(
  connection: SqlConnection,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
