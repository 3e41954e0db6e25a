import { logLossOf } from "../../learning/log-loss-of.ts";
import { pooledOpinions } from "./pooled-opinions.ts";

/** How much words count may be any tenth. */
const shares = Array.from({ length: 11 }, (_, tenths) => tenths / 10);

/** Nats: a share that gains no more gains nothing. */
const equal = 1e-4;

/**
 * How much words count beside the encoder, from 0 to 1, where both are pooled: what has the least log loss of these judgements. Of equal ones
 * that which is nearest to both alike.
 */
export function chooseWordsShare(
  words: readonly Float64Array[],
  encoder: readonly Float64Array[],
  labels: readonly number[],
): number {
  const tried = shares.map((share) => ({
    ...{ share, fromBoth: Math.abs(share - 0.5) },
    loss: logLossOf(pooledWithWords(words, encoder, share), labels),
  }));
  const least = Math.min(...tried.map(({ loss }) => loss));
  const best = tried.filter(({ loss }) => loss <= least + equal);
  return best.toSorted((a, b) => a.fromBoth - b.fromBoth)[0]?.share ?? 0.5;
}

/** What both say together, where words count for so much; what counts for nothing is not looked at. */
export function pooledWithWords(
  words: readonly Float64Array[],
  encoder: readonly Float64Array[],
  share: number,
): readonly Float64Array[] {
  if (share === 1) return words;
  if (share === 0) return encoder;
  return pooledOpinions([words, encoder], [share, 1 - share]);
}
