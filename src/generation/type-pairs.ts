import type { Files, SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { discoveries } from "../statistics/false-discovery.ts";
import { logPoissonTail } from "../statistics/poisson-tail.ts";

export interface TypePairSources {
  readonly pairs: Files;
  readonly products: Files;
}

/** Two product types that are bought together more often than chance gives. */
export interface TypePair {
  /** Ids of the types, in order of their names. */
  readonly one: string;
  readonly other: string;
  readonly count: number;
  /** Count over what chance gives. */
  readonly lift: number;
  /** Natural logarithm of the chance of so many. */
  readonly logChance: number;
}

/** Fewer co-buys, or fewer times, show nothing. */
const minimumCount = 3;
/** Less is of no use, however sure it is. */
const minimumLift = 2;
/** Of the pairs that are found, such a share may be by chance. */
const falseShare = 0.001;

/**
 * The pairs of product types that are bought together beyond chance, the surest first.
 *
 * Chance: all co-buys of a locale have two ends each, and ends meet whatever their types. So types with a and b of 2n ends
 * meet ab / 2n times, Poisson about that. Beyond it are at least three co-buys, at three different times, twice what
 * chance gives, and so unlikely that of all that are found one in a thousand is by chance: as many tests as types make
 * pairs (Benjamini and Hochberg). To divide by that number instead loses two thirds of what holds in a middling shop.
 */
export async function typePairsBeyondChance(
  connection: SqlConnection,
  { pairs, products }: TypePairSources,
): Promise<readonly TypePair[]> {
  if (pairs.files.length === 0 || products.files.length === 0) return [];
  const file = new URL("./type-pairs.sql", import.meta.url);
  const reader = await connection.runAndReadAll(sqlFromFile(file, { pairs, products }));
  const byLocale = Map.groupBy(reader.getRowObjectsJS(), ({ locale }) => String(locale));
  return [...byLocale.values()].flatMap(found).toSorted(surestFirst);
}

type Row = Readonly<Record<string, unknown>>;

/** Those of one locale. */
function found(rows: readonly Row[]): readonly TypePair[] {
  const types = Number(rows[0]?.["types"]);
  const tested = rows
    .map((row) => {
      const [count, ends, others, all] = ["count", "oneEnds", "otherEnds", "allEnds"].map((name) =>
        Number(row[name]),
      ) as [number, number, number, number];
      const expected = (ends * others) / all;
      return {
        ...{ one: String(row["one"]), other: String(row["other"]), count },
        lift: rounded(count / expected),
        logChance: rounded(logPoissonTail(count, expected)),
        moments: Number(row["moments"]),
      };
    })
    .toSorted(surestFirst);
  const held = discoveries(
    tested.map(({ logChance }) => logChance),
    (types * (types - 1)) / 2,
    falseShare,
  );
  return tested
    .slice(0, held)
    .filter(
      ({ count, lift, moments }) =>
        count >= minimumCount && moments >= minimumCount && lift >= minimumLift,
    )
    .map(({ moments: _, ...pair }) => pair);
}

const surestFirst = (a: TypePair, b: TypePair): number =>
  a.logChance - b.logChance || b.lift - a.lift || (a.one + a.other < b.one + b.other ? -1 : 1);

/** Six digits: further ones would differ between kinds of processors. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
