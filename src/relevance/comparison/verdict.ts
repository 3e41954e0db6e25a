import type { Figure } from "../../statistics/figure.ts";
import { counted } from "../../text/counted.ts";
import { percent, points } from "../../text/percent.ts";
import type { Leak } from "../leaks/leak.ts";
import type { ControlOutcome } from "./control-outcome.ts";

/** Fewer runs than these say nothing of what another initialisation would give. */
const leastSeeds = 5;
const level = 0.05;

export type VerdictKind =
  | "lift"
  | "no lift"
  | "harm"
  | "cannot tell"
  | "too few seeds"
  | "control failed"
  | "labels leaked";

/** What a difference comes to, and why, in plain words. */
export interface Verdict {
  readonly verdict: VerdictKind;
  readonly because: string;
}

/** What was found of a difference. */
export interface Finding {
  readonly figure: Figure | null;
  /** Differences between runs of the same row; null where there are too few runs. */
  readonly reseed: Figure | null;
  /** The chance of such a difference where there is none, adjusted for the other comparisons. */
  readonly adjusted: number;
  /** On how many seeds both rows were run. */
  readonly seeds: number;
}

/** What a verdict demands. */
export interface Demands {
  /** A harness that cannot see knowledge that is right may not say that there is none. */
  readonly control: ControlOutcome;
  /** Ways in which an evaluated label was found to reach a prediction: where there is one, no difference means anything. */
  readonly leaks: readonly Pick<Leak, "name" | "message">[];
  /** The least difference worth having. */
  readonly worthwhile: number;
  /** What could be found at all, as it was printed before the results; null where nobody knows. */
  readonly detectable: number | null;
}

/**
 * A lift counts when its interval excludes 0, the adjusted chance is at most 5 %, and it is greater than what
 * another initialisation of the same row gives in 95 % of pairs of runs; harm is the same below 0. That there is no lift
 * is said only where one worth having would have been found and the interval leaves no room for it.
 */
export function verdictOf(finding: Finding, demands: Demands): Verdict {
  const { figure, reseed, seeds } = finding;
  const [leak] = demands.leaks;
  if (leak !== undefined) return say("labels leaked", `${leak.name}: ${leak.message}`);
  if (!demands.control.passed) {
    return say("control failed", `the positive control failed: ${demands.control.faults[0] ?? ""}`);
  }
  if (seeds < leastSeeds) {
    return say(
      "too few seeds",
      `both rows were run on ${counted(seeds, "seeds")}, fewer than ${leastSeeds}`,
    );
  }
  if (figure === null || reseed === null) return say("cannot tell", "there is nothing to compare");
  const shown = differs(finding);
  if (shown !== undefined) return shown;
  const { worthwhile, detectable } = demands;
  const wanted = `a lift of ${percent(worthwhile)} points, the least worth having`;
  if (detectable === null) {
    return say("cannot tell", "the pilot's rows never differ: nobody knows what could be found");
  }
  if (detectable > worthwhile) {
    return say(
      "cannot tell",
      `the detectable difference is ${percent(detectable)} points, above ${wanted}`,
    );
  }
  return figure.interval[1] >= worthwhile
    ? say("cannot tell", `the interval leaves room for ${wanted}`)
    : say("no lift", `${wanted}, would have been found, and the interval ends below it`);
}

function differs({ figure, reseed, adjusted }: Finding): Verdict | undefined {
  if (figure === null || reseed === null || adjusted > level) return undefined;
  const [low, high] = figure.interval;
  if (low > 0 && figure.mean > reseed.interval[1]) {
    return say(
      "lift",
      `the interval lies above 0 and the lift above ${beyond(reseed.interval[1])}`,
    );
  }
  if (high < 0 && figure.mean < reseed.interval[0]) {
    return say(
      "harm",
      `the interval lies below 0 and the loss beyond ${beyond(reseed.interval[0])}`,
    );
  }
  return undefined;
}

const beyond = (end: number): string =>
  `${points(end)} points, which another initialisation can give`;

const say = (verdict: VerdictKind, because: string): Verdict => ({ verdict, because });
