import { z } from "zod";
import { type Figure, wilsonFigure } from "../statistics/figure.ts";
import { seededRank } from "../statistics/seeded-sample.ts";

/** Two queries of a real log that were read: does who types the one want what who types the other wants? No word of them is in it. */
export const variantReadingLine = z.strictObject({
  log: z.string(),
  /** Id of the query that was joined. */
  query: z.string(),
  /** Id of the one that it was joined to. */
  head: z.string(),
  annotator: z.string().min(1),
  annotatorKind: z.enum(["person", "author", "model"]),
  sameMeaning: z.enum(["yes", "no", "not-sure"]),
});

export type VariantReadingLine = z.infer<typeof variantReadingLine>;

export interface JoinedPair {
  readonly query: string;
  readonly head: string;
}

const keyOf = ({ query, head }: JoinedPair): string => `${query} ${head}`;

/** Joined pairs in the order in which they are drawn to be read: that of the seed, whatever else is joined beside them. */
export const inDrawingOrder = <Pair extends JoinedPair>(
  pairs: readonly Pair[],
  seed: number,
): readonly Pair[] => {
  const ranked = pairs.map((pair) => [seededRank(seed, keyOf(pair)), pair] as const);
  return ranked.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
};

/**
 * The share of joined pairs that say the same, of those that were drawn first and are all read. A pair of which the reader was not sure
 * does not.
 */
export function readPrecision(
  pairs: readonly JoinedPair[],
  lines: readonly VariantReadingLine[],
  seed: number,
): { readonly read: number; readonly right: number; readonly precision: Figure | null } {
  const verdicts = new Map(lines.map((line) => [keyOf(line), line.sameMeaning]));
  const drawn = inDrawingOrder(pairs, seed);
  const unread = drawn.findIndex((pair) => !verdicts.has(keyOf(pair)));
  const readable = unread === -1 ? drawn : drawn.slice(0, unread);
  const right = readable.filter((pair) => verdicts.get(keyOf(pair)) === "yes").length;
  return { read: readable.length, right, precision: wilsonFigure(right, readable.length) };
}
