import type { Progress } from "../domain/progress.ts";
import { counted, formatNumber } from "../text/counted.ts";

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

interface TerminalProgress extends Progress {
  /** Takes an unfinished live line away, so that other words begin on a line of their own. */
  clear(): void;
}

const plainLineEveryMs = 5000;
const liveLineEveryMs = 100;
/** What is told so soon may have been done before. */
const atOnceMs = 1000;
/** Carriage return, and the ANSI sequence that erases to the end of the line. */
const startOfLine = "\r\u001b[K";

/**
 * Progress on standard error: one live line on a terminal, a plain line every few seconds elsewhere.
 * Shows what is done, items a second and the remaining time.
 */
export function terminalProgress(output: Output, now: () => number): TerminalProgress {
  const live = output.isTTY === true;
  let work = "";
  let unit = "";
  let total: number | undefined;
  let startedAt = 0;
  let measuredAt = 0;
  let measuredFrom = 0;
  let done = 0;
  let shownAt = 0;
  let note = "";
  let isLineOpen = false;

  const line = (): string => {
    const seconds = (now() - measuredAt) / 1000;
    const fresh = done - measuredFrom;
    const rate = seconds > 0.2 && fresh > 0 ? fresh / seconds : undefined;
    const amount =
      total === undefined ? counted(done, unit) : `${formatNumber(done)}/${counted(total, unit)}`;
    const facts = [
      amount,
      rate === undefined ? "" : shownRate(rate),
      rate === undefined || total === undefined ? "" : `${duration((total - done) / rate)} left`,
      note,
    ].filter((fact) => fact !== "");
    return `${work}: ${facts.join(", ")}`;
  };

  const show = (): void => {
    shownAt = now();
    isLineOpen = live;
    output.write(live ? `${startOfLine}${line()}` : `${line()}\n`);
  };

  return {
    started(newWork, newUnit, newTotal) {
      [work, unit, total, done, note] = [newWork, newUnit, newTotal, 0, ""];
      startedAt = now();
      [measuredAt, measuredFrom] = [startedAt, 0];
      shownAt = startedAt;
      if (live) show();
    },
    progressed(newDone, newNote = "") {
      // What is there at once was done before; it would make the rate look better than it is.
      if (now() - startedAt < atOnceMs) [measuredAt, measuredFrom] = [now(), newDone];
      [done, note] = [newDone, newNote];
      if (now() - shownAt >= (live ? liveLineEveryMs : plainLineEveryMs)) show();
    },
    finished(newNote = "") {
      const seconds = (now() - startedAt) / 1000;
      const facts = [
        `done in ${duration(seconds)}`,
        newNote || (done > 0 ? counted(done, unit) : ""),
      ];
      const text = `${work}: ${facts.filter((fact) => fact !== "").join(", ")}`;
      output.write(live ? `${startOfLine}${text}\n` : `${text}\n`);
      isLineOpen = false;
    },
    clear() {
      if (isLineOpen) output.write(startOfLine);
      isLineOpen = false;
    },
  };
}

/** Seconds as a person says them: 4 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @param rate a second */
function shownRate(rate: number): string {
  if (rate >= 10) return `${formatNumber(Math.round(rate))}/s`;
  return rate >= 0.1 ? `${rate.toFixed(1)}/s` : `${(60 * rate).toFixed(1)}/min`;
}
