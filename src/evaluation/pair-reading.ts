import { z } from "zod";
import { behaviours } from "../domain/tables/pairs.ts";
import { seededRank } from "../statistics/seeded-sample.ts";

/** What pairs are drawn for that no single rule is asked of: those that mining keeps as it is. */
export const asItIs = "defaults";

/** A pair of a real log, and why it was drawn. No word of the log is in it. */
const drawnPair = z.strictObject({
  pair: z.string(),
  log: z.string(),
  behaviour: z.enum(behaviours),
  /** A rule that is asked whether what it cuts is worse than what it keeps; or `defaults`. */
  drawnFor: z.string(),
  side: z.enum(["kept", "cut"]),
  /** All rules that cut it, those among them that are off by default. */
  cutBy: z.array(z.string()),
  count: z.int().min(1),
  logLikelihoodRatio: z.number(),
});

export type DrawnPair = z.infer<typeof drawnPair>;

/** A line of a key: what a reader may not see. A pair that was drawn twice has two, with one item. */
export const pairKeyLine = drawnPair.extend({ item: z.int().min(1) });

export type PairKeyLine = z.infer<typeof pairKeyLine>;

/** What a reader answers: do the two share a need that a short sentence could tell? */
const pairAnswer = {
  annotator: z.string().min(1),
  annotatorKind: z.enum(["person", "author", "model"]),
  answers: z.strictObject({ sharesNeed: z.enum(["yes", "no", "not-sure"]) }),
};

/** A line of a sheet that was read. Other fields of the sheet may stand with it. */
export const readPairLine = z.object({ item: z.int().min(1), ...pairAnswer });

type ReadPairLine = z.infer<typeof readPairLine>;

/** A line of a reading: key and answer together. */
export const pairReadingLine = pairKeyLine.extend(pairAnswer);

export type PairReadingLine = z.infer<typeof pairReadingLine>;

/** What a reader sees of a pair: the words of its two heads, nothing that says where it comes from. */
export interface PairSheetLine {
  readonly item: number;
  readonly first: string;
  readonly second: string;
}

export interface WordedPair extends DrawnPair {
  readonly first: string;
  readonly second: string;
}

/** Mixes what was drawn. A pair that was drawn for two rules stands in the sheet once. */
export function pairSheet(
  drawn: readonly WordedPair[],
  seed: number,
): { readonly sheet: readonly PairSheetLine[]; readonly key: readonly PairKeyLine[] } {
  const rank = (pair: string): string => seededRank(seed, `sheet ${pair}`);
  const items = [...Map.groupBy(drawn, ({ pair }) => pair).values()].toSorted(([a], [b]) =>
    rank(a?.pair ?? "") < rank(b?.pair ?? "") ? -1 : 1,
  );
  return {
    sheet: items.flatMap(([one], place) =>
      one === undefined ? [] : [{ item: place + 1, first: one.first, second: one.second }],
    ),
    key: items.flatMap((lines, place) =>
      lines.map(({ first: _, second: __, ...line }) => ({ item: place + 1, ...line })),
    ),
  };
}

/**
 * Joins what was read to what was drawn.
 * @throws Error for an item that was not read
 */
export function joinedReading(
  key: readonly PairKeyLine[],
  read: readonly ReadPairLine[],
): readonly PairReadingLine[] {
  const answers = new Map(read.map(({ item, ...answer }) => [item, answer]));
  return key.map((line) => {
    const answer = answers.get(line.item);
    if (answer === undefined) throw new Error(`item ${line.item} was not read`);
    return { ...line, ...answer };
  });
}
