import { encodeTexts } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { Contradictions } from "./contradiction.ts";
import {
  claimNumbers,
  entailmentRow,
  headNumbers,
  textsOfType,
  typeNumbers,
} from "./entailment-features.ts";
import type { TypeHead, TypeInHand } from "./entailment-inputs.ts";
import { entailmentProbability } from "./entailment-model.ts";
import type { EntailmentModels } from "./train-on-cases.ts";

/** What is said of one claim at one head. */
export interface Judgement {
  /** Undefined where no model judges heads of this kind. */
  readonly probability: number | undefined;
  /** Why it can't hold, in words. */
  readonly contradiction: string | undefined;
}

/** Judges the type's claims at some of its heads: for each head one judgement per claim. */
export type TypeJudge = (
  heads: readonly TypeHead[],
  signal: AbortSignal,
) => Promise<readonly (readonly Judgement[])[]>;

export interface HeadJudgeOptions {
  readonly models: EntailmentModels;
  readonly encoder: Encoder | undefined;
  readonly contradictions: Contradictions;
}

/** Takes types in hand one by one: a type's own words are encoded once, and its heads' in batches. */
export function headJudge({
  models,
  encoder,
  contradictions,
}: HeadJudgeOptions): (type: TypeInHand, signal: AbortSignal) => Promise<TypeJudge> {
  const reader = models.product || models.query ? encoder : undefined;
  return async (type, signal) => {
    const { claims } = type;
    const sides = claims.map(({ tail }) => contradictions.ofTail(tail));
    const ofClaims = claims.flatMap(({ tail, sentence }) => [tail, sentence]);
    const known = reader
      ? await encodeTexts([...textsOfType(type), ...ofClaims], reader, signal)
      : new Map<string, Float32Array>();
    const numbers = typeNumbers(type, known);
    const claimed = claims.map((claim) => claimNumbers(claim, numbers, known));
    return async (heads, batchSignal) => {
      const asked = heads.filter(({ kind, words }) => models[kind] && !known.has(words));
      const read = reader
        ? await encodeTexts(
            asked.map(({ words }) => words),
            reader,
            batchSignal,
          )
        : known;
      return heads.map((head) => {
        const named = contradictions.ofHead(head.texts);
        const model = models[head.kind];
        const own = known.has(head.words) ? known : read;
        const ofHead = model && headNumbers(head, numbers, own);
        return claimed.map((claim, at) => {
          const tail = sides[at];
          const contradiction = tail && contradictions.between(tail, named);
          const probability =
            model && ofHead
              ? entailmentProbability(
                  model,
                  entailmentRow(claim, ofHead, contradiction !== undefined),
                )
              : undefined;
          return { probability, contradiction };
        });
      });
    };
  };
}
