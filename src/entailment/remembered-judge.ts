import { hashOf } from "../domain/hash.ts";
import type { MeasureStore } from "../measures/measure-store.ts";
import type { Contradictions } from "./contradiction.ts";
import type { TypeHead, TypeInHand } from "./entailment-inputs.ts";
import { headJudge, type Judgement, type TypeJudge } from "./head-judge.ts";

/** Takes types in hand one by one. */
export type JudgeOfTypes = (type: TypeInHand, signal: AbortSignal) => Promise<TypeJudge>;

export interface RememberedJudgeOptions {
  readonly store: Pick<MeasureStore, "known" | "add">;
  /** Names all that decides a probability. */
  readonly name: string;
  /** Trains, where something is not known. */
  readonly open: () => Promise<JudgeOfTypes>;
  readonly contradictions: Contradictions;
  /** Whether a model judges heads of the kind. */
  readonly isTaught: (kind: TypeHead["kind"]) => boolean;
}

/** What a probability is kept under: the words and numbers that decide it. */
function keyOf(
  { name, titles }: TypeInHand,
  { tail, sentence, plausibility, typicality }: TypeInHand["claims"][number],
  { kind, words, share }: TypeHead,
  isContradicted: boolean,
): string {
  const claim = [tail, sentence, plausibility, typicality, isContradicted];
  return hashOf([name, titles, ...claim, kind, words, share]).slice(0, 32);
}

/** Four digits, as a critic gives: a fifth would differ between kinds of processors. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * A judge that is asked once about each claim at each head, as their words stand. Where all is known, no
 * model is trained and no text is encoded. The store keeps hashes, not words.
 */
export function rememberedJudge(options: RememberedJudgeOptions): JudgeOfTypes {
  const { store, name, open, contradictions, isTaught } = options;
  let opening: Promise<JudgeOfTypes> | undefined;
  const withoutModel = headJudge({ models: {}, encoder: undefined, contradictions });
  return async (type, signal) => {
    const plain = await withoutModel(type, signal);
    let own: TypeJudge | undefined;
    return async (heads, batchSignal) => {
      const found = await plain(heads, batchSignal);
      const keys = heads.map((head, place) =>
        type.claims.map((claim, at) =>
          keyOf(type, claim, head, found[place]?.[at]?.contradiction !== undefined),
        ),
      );
      const asked = keys.flatMap((ofHead, place) => {
        const head = heads[place];
        return head !== undefined && isTaught(head.kind) ? ofHead : [];
      });
      const known = store.known(name, asked);
      if (asked.every((key) => known.has(key))) {
        return found.map((ofHead, place) =>
          ofHead.map(
            ({ contradiction }, at): Judgement => ({
              contradiction,
              probability: known.get(keys[place]?.[at] ?? ""),
            }),
          ),
        );
      }
      if (own === undefined) {
        opening ??= open();
        own = await (await opening)(type, batchSignal);
      }
      const judged = (await own(heads, batchSignal)).map((ofHead) =>
        ofHead.map(({ contradiction, probability }) => ({
          contradiction,
          probability: probability === undefined ? undefined : rounded(probability),
        })),
      );
      store.add(
        judged.flatMap((ofHead, place) =>
          ofHead.flatMap(({ probability }, at) =>
            probability === undefined
              ? []
              : [{ measure: name, text: keys[place]?.[at] ?? "", value: probability }],
          ),
        ),
      );
      return judged;
    };
  };
}
