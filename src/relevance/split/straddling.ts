import type { Split } from "./split.ts";

/** Two judgements of one group on two sides, by their places. */
export interface Straddling {
  readonly one: number;
  readonly other: number;
  /** The names of their sides. */
  readonly sides: readonly [string, string];
}

/**
 * The first judgement that a split puts on another side than one before it of the same group; null where nothing straddles.
 *
 * @param groups the group of each judgement, such as `queryGroups` gives it
 *
 * @example
 * const found = straddling(queryGroups(judgements), split);
 * if (found !== null) throw new Error(`${judgements[found.one]?.query} / ${judgements[found.other]?.query}`);
 */
export function straddling(groups: readonly string[], { names, sides }: Split): Straddling | null {
  const firstOf = new Map<string, { readonly place: number; readonly side: number }>();
  for (const [place, group] of groups.entries()) {
    const side = sides[place] ?? null;
    if (side === null) continue;
    const before = firstOf.get(group);
    if (before === undefined) firstOf.set(group, { place, side });
    else if (before.side !== side) {
      const [first, second] = [names[before.side] ?? "", names[side] ?? ""];
      return { one: before.place, other: place, sides: [first, second] };
    }
  }
  return null;
}
