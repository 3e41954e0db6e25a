import type { UnseenPair } from "../../behaviour/explanation/explain-unseen.ts";
import type { ExplainedPair } from "../../behaviour/explanation/explained-pair.ts";
import type { Progress } from "../../domain/progress.ts";
import type { StoredDecision } from "./stored-decision.ts";

/** What `cosmo show` tells of one thing: facts, and lists of what it came from and leads to. */
export interface Shown {
  readonly kind:
    | "product"
    | "query"
    | "pair"
    | "type"
    | "claim"
    | "node"
    | "edge"
    | "call"
    | "version"
    | "set-aside";
  readonly id: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sections: readonly Section[];
  /** Of a pair, as data, what facts and sections say in words. */
  readonly explained?:
    | (Omit<ExplainedPair, "pair"> & { readonly lastRun: StoredDecision })
    | UnseenPair;
}

export interface Section {
  readonly title: string;
  /** How many there are; `rows` may be the first few. */
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Times as people read them; null where there is none. */
export const isoTime = <Time extends number | null>(
  milliseconds: Time,
): Time extends null ? null : string =>
  (milliseconds === null ? null : new Date(milliseconds).toISOString()) as Time extends null
    ? null
    : string;

/** To whom is told how far the work is that showing a pair takes, and who may stop it. */
export interface Telling {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}
