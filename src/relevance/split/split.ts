import { CosmoError } from "../../domain/cosmo-error.ts";
import { seededRank } from "../../statistics/seeded-sample.ts";
import { counted } from "../../text/counted.ts";

/** Judgements parted into sides, of which each stands on one or on none. */
export interface Split {
  readonly names: readonly string[];
  /** Of each judgement the place of its side in `names`; null: it is on none. */
  readonly sides: readonly (number | null)[];
}

/** The name of a side and its share of all judgements; shares are weights, of any sum. */
export type Share = readonly [name: string, share: number];

/** As many sides of one size, named `fold 1`, `fold 2`, …: each is left out once, and the others are learnt from. */
export const folds = (count: number): readonly Share[] =>
  Array.from({ length: count }, (_, place) => [`fold ${place + 1}`, 1]);

/**
 * Deals groups out to sides, drawn by the seed: a group is wholly on one side, and each side has about its share of the judgements.
 * The order of judgements does not matter.
 *
 * @param groups the group of each judgement
 * @param hint what to do where there are too few groups
 * @throws CosmoError SPLIT_TOO_SMALL where a side would have none
 *
 * @example dealGroups(queryGroups(judgements), [["train", 0.7], ["validation", 0.15], ["test", 0.15]], 7)
 */
export function dealGroups(
  groups: readonly string[],
  shares: readonly Share[],
  seed: number,
  hint = "Ask for fewer sides, or give more groups.",
): Split {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const drawn = [...sizes]
    .map(([group, size]) => ({ group, size, rank: seededRank(seed, group) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  const ends = shares.map(([, share], place) =>
    shares.slice(0, place).reduce((sum, [, before]) => sum + before, share),
  );
  const sideOf = new Map<string, number>();
  let before = 0;
  for (const { group, size } of drawn) {
    // A group is where its middle is.
    const middle = ((before + size / 2) / groups.length) * total;
    const side = ends.findIndex((end) => middle < end);
    sideOf.set(group, side === -1 ? shares.length - 1 : side);
    before += size;
  }
  const names = shares.map(([name]) => name);
  const dealt = new Set(sideOf.values());
  const empty = names.find((_, side) => !dealt.has(side));
  if (empty !== undefined) throw splitTooSmall(empty, sizes.size, hint);
  return { names, sides: groups.map((group) => sideOf.get(group) ?? null) };
}

/**
 * The split that the source gives, mended where a group stands on several of its sides: the group is the last named side's, and
 * its judgements on the others are on none. So nothing is learnt from what is held out, which stays whole.
 *
 * @param groups the group of each judgement
 * @param given the side of each judgement by the source's name; null or another name: on none
 * @param names from what is learnt from to what is held out
 *
 * @example keepSplit(queryGroups(judgements), judgements.map(({ split }) => split), ["train", "test"])
 */
export function keepSplit(
  groups: readonly string[],
  given: readonly (string | null)[],
  names: readonly string[],
): Split {
  const lastOf = new Map<string, number>();
  const sides = given.map((name) => names.indexOf(name ?? ""));
  for (const [place, group] of groups.entries()) {
    lastOf.set(group, Math.max(lastOf.get(group) ?? -1, sides[place] ?? -1));
  }
  return {
    names,
    sides: sides.map((side, place) =>
      side >= 0 && side === lastOf.get(groups[place] ?? "") ? side : null,
    ),
  };
}

/** That so many groups leave none for a side. */
export const splitTooSmall = (side: string, groups: number, hint: string): CosmoError =>
  new CosmoError(
    "SPLIT_TOO_SMALL",
    `Nothing is left for ${side}: the judgements are ${counted(groups, "groups")} that must not be parted, some perhaps large.`,
    { hint, exitCode: 2 },
  );
