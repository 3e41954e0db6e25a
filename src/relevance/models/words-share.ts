import { logLossOf } from "../../learning/log-loss-of.ts";
import { pooledOpinions } from "./pooled-opinions.ts";

/** Judgements to choose by, which neither words nor the encoder were learnt from. */
export interface ValidationSide {
  readonly labels: readonly number[];
  /** Of each judgement: queries that say nearly the same share it. */
  readonly groups: readonly string[];
}

/** How much words count may be any tenth. */
const shares = Array.from({ length: 11 }, (_, tenths) => tenths / 10);

/**
 * How much words count beside the encoder, from 0 to 1, where both are pooled: as much as they may without more log loss than the best share, by
 * more than its standard error over groups of queries (the one-standard-error rule: Breiman and others 1984). Words are the simpler and the
 * cheaper part, and of few judgements the best share is chance.
 */
export function chooseWordsShare(
  words: readonly Float64Array[],
  encoder: readonly Float64Array[],
  { labels, groups }: ValidationSide,
): number {
  const tried = shares.map((share) => ({
    share,
    losses: pooledWithWords(words, encoder, share).map((one, at) =>
      logLossOf([one], [labels[at] ?? 0]),
    ),
  }));
  const best = tried.toSorted((a, b) => mean(a.losses) - mean(b.losses))[0]?.losses ?? [];
  const asGood = tried.filter(({ losses }) => {
    const more = losses.map((loss, at) => loss - (best[at] ?? 0));
    return mean(more) <= standardError(more, groups);
  });
  return Math.max(...asGood.map(({ share }) => share));
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

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Of the mean, where values of a group go together; of one group nobody knows it. */
function standardError(values: readonly number[], groups: readonly string[]): number {
  const all = mean(values);
  const ofGroups = [...Map.groupBy(values.keys(), (place) => groups[place]).values()].map(
    (places) => sum(places.map((place) => (values[place] ?? 0) - all)),
  );
  const count = ofGroups.length;
  if (count < 2) return Number.POSITIVE_INFINITY;
  const squares = sum(ofGroups.map((one) => one * one));
  return Math.sqrt((squares * count) / (count - 1)) / values.length;
}
