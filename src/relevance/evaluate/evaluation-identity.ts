import { hashOf } from "../../domain/hash.ts";
import type { HeldOutOptions } from "./held-out-row.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { KnowledgeToCheck } from "./leaks-of-knowledge.ts";

/** Raised whenever a learner says something else of the same. */
const learnersVersion = 4;

/** What decides, beside a row's name, the seed and the fold, what is learnt. */
export interface EvaluationParts {
  readonly heldOut: Pick<HeldOutOptions, "pairs" | "folds" | "classes">;
  readonly knowledge: KnowledgeToCheck | null;
  readonly zeroShot: ReadonlyMap<string, number> | null;
  /** Id of the frozen encoder. */
  readonly encoder: string;
  /** Of siblings and synthetic knowledge. */
  readonly seed: number;
  /** Another number of threads may give other last bits. */
  readonly threads: number;
}

/** Tells the fits of one evaluation from those of another, in which a row of the same name would say something else. */
export const evaluationIdentity = ({
  heldOut: { pairs, folds, classes },
  knowledge,
  zeroShot,
  encoder,
  seed,
  threads,
}: EvaluationParts): string =>
  hashOf({
    learnersVersion,
    pairs: pairs.map(hashOfPair),
    ...{ folds, classes, encoder, seed, threads },
    knowledge: knowledge?.pieces.map(({ of, text }) => hashOf({ of, text })) ?? null,
    zeroShot: zeroShot && [...zeroShot],
  });

const hashOfPair = ({ id, label, group, words }: JudgedPair): string =>
  hashOf({ id, label, group, words });
