import type { Progress } from "../domain/progress.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { cut } from "./render/text-table.ts";

interface Output {
  readonly isTTY?: boolean;
  /** Of the terminal; 0, too, where it is not known. */
  readonly columns?: number;
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

/** Work that has begun and not ended. */
interface Work {
  readonly name: string;
  readonly unit: string;
  readonly total: number | undefined;
  readonly startedAt: number;
  /** From here on the rate is measured: a time, and what was done by then. */
  measuredAt: number;
  measuredFrom: number;
  done: number;
  note: string;
  toldAt: number;
}

/**
 * Progress on standard error: one live line on a terminal, a plain line every few seconds elsewhere.
 * Shows what is done, items a second and the remaining time, of the work that told last. What waits for other work, as
 * questions do while a model is fetched, doesn't count the other's time into its rate.
 */
export function terminalProgress(output: Output, now: () => number): TerminalProgress {
  const live = output.isTTY === true;
  const open = new Set<Work>();
  let shownAt = 0;
  let isLineOpen = false;

  const show = (work: Work): void => {
    shownAt = now();
    isLineOpen = live;
    const text = line(work, shownAt);
    // A live line that the terminal broke could not be taken back.
    const room = output.columns ? output.columns - 1 : Number.POSITIVE_INFINITY;
    output.write(live ? `${startOfLine}${cut(text, room)}` : `${text}\n`);
  };

  const progressed = (work: Work, done: number, note: string): void => {
    // What is there at once was done before; it would make the rate look better than it is. What begins anew is measured anew.
    if (now() - work.startedAt < atOnceMs || done <= work.measuredFrom) {
      [work.measuredAt, work.measuredFrom] = [now(), done];
    }
    [work.done, work.note, work.toldAt] = [done, note, now()];
    if (now() - shownAt >= (live ? liveLineEveryMs : plainLineEveryMs)) show(work);
  };

  const finished = (work: Work, note: string): void => {
    open.delete(work);
    const took = now() - work.startedAt;
    for (const other of open) if (other.toldAt <= work.startedAt) other.measuredAt += took;
    const amount = note || (work.done > 0 ? counted(work.done, work.unit) : "");
    const facts = [`done in ${duration(took / 1000)}`, amount].filter((fact) => fact !== "");
    const text = `${work.name}: ${facts.join(", ")}`;
    output.write(live ? `${startOfLine}${text}\n` : `${text}\n`);
    isLineOpen = false;
  };

  return {
    started(name, unit, total) {
      shownAt = now();
      const measured = {
        startedAt: shownAt,
        measuredAt: shownAt,
        measuredFrom: 0,
        toldAt: shownAt,
      };
      const work: Work = { name, unit, total, ...measured, done: 0, note: "" };
      open.add(work);
      if (live) show(work);
      return {
        progressed: (done, note = "") => progressed(work, done, note),
        finished: (note = "") => finished(work, note),
      };
    },
    clear() {
      if (isLineOpen) output.write(startOfLine);
      isLineOpen = false;
    },
  };
}

function line({ name, unit, total, done, note, ...measured }: Work, now: number): string {
  const seconds = (now - measured.measuredAt) / 1000;
  const fresh = done - measured.measuredFrom;
  const rate = seconds > 0.2 && fresh > 0 ? fresh / seconds : undefined;
  const facts = [
    total === undefined ? counted(done, unit) : `${formatNumber(done)}/${counted(total, unit)}`,
    rate === undefined ? "" : shownRate(rate),
    rate === undefined || total === undefined ? "" : `${duration((total - done) / rate)} left`,
    note,
  ];
  return `${name}: ${facts.filter((fact) => fact !== "").join(", ")}`;
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
