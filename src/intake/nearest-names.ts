import { editDistance } from "../text/edit-distance.ts";
import { plainName } from "./plain-name.ts";

/**
 * The names nearest to `wanted` by edit distance, nearest first, to choose from; those of which more
 * than six letters in ten differ are left out. (`text/nearest-name` gives the one that was meant.)
 */
export function nearestNames(
  wanted: string,
  names: readonly string[],
  count: number,
): readonly string[] {
  const plainWanted = plainName(wanted);
  return names
    .map((name) => {
      const plain = plainName(name);
      const longer = Math.max(plain.length, plainWanted.length, 1);
      return { name, distance: editDistance(plainWanted, plain) / longer };
    })
    .filter(({ distance }) => distance <= 0.6)
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}
