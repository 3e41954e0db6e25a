/** One line for each request: when, what route, what came of it and how long it took; no address. */
export interface AccessLog {
  answered(method: string, route: string, status: number, seconds: number): void;
  /** Writes what waits. */
  flush(): void;
}

/** Lines are written together, so that a request does not wait for a terminal or a pipe. */
const betweenWritesMs = 50;
const linesAtMost = 100;

/** @param write takes one or more whole lines, without the last line break */
export function openAccessLog(write: (lines: string) => void, now: () => number): AccessLog {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let [time, timeText] = [0, ""];

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) write(lines.join("\n"));
    lines = [];
  }

  return {
    flush,
    answered(method, route, status, seconds) {
      const at = now();
      if (at !== time) [time, timeText] = [at, new Date(at).toISOString()];
      lines.push(`${timeText} ${method} ${route} ${status} ${(1000 * seconds).toFixed(2)} ms`);
      if (lines.length === linesAtMost) flush();
      else if (timer === undefined) {
        timer = setTimeout(flush, betweenWritesMs);
        timer.unref();
      }
    },
  };
}
