/**
 * Lets work go on for some time after a signal aborts; then it is aborted with the signal's reason.
 * @param graceMs milliseconds
 */
export async function withGrace<Result>(
  signal: AbortSignal,
  graceMs: number,
  work: (lasting: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer = setTimeout(() => controller.abort(signal.reason), graceMs);
  };
  signal.addEventListener("abort", begin, { once: true });
  if (signal.aborted) begin();
  try {
    return await work(controller.signal);
  } finally {
    signal.removeEventListener("abort", begin);
    clearTimeout(timer);
  }
}
