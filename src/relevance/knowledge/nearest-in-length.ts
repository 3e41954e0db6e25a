import { seededRank } from "../../statistics/seeded-sample.ts";
import { seededUniform } from "../../statistics/seeded-uniform.ts";

/**
 * The thing whose length is nearest to the wanted one, of those that will do; undefined where none will. Of equally near ones
 * it is drawn by the seed, for each asker anew.
 */
export type NearestInLength = (
  asker: string,
  wanted: number,
  willDo: (thing: string) => boolean,
) => string | undefined;

/** @param lengthOf tokens of a thing's knowledge */
export function nearestInLength(
  things: Iterable<string>,
  lengthOf: (thing: string) => number,
  seed: number,
): NearestInLength {
  const ordered = [...new Set(things)]
    .map((thing) => ({ thing, rank: seededRank(seed, thing) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ thing }) => thing);
  const byLength = Map.groupBy(ordered, lengthOf);
  const lengths = [...byLength.keys()].toSorted((a, b) => a - b);
  return (asker, wanted, willDo) => {
    const nearestFirst = lengths.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
    const draw = seededUniform(seed, asker);
    for (let at = 0; at < nearestFirst.length; ) {
      const [length = 0, next] = nearestFirst.slice(at, at + 2);
      const isEven = next !== undefined && Math.abs(next - wanted) === Math.abs(length - wanted);
      const near = byLength.get(length) ?? [];
      const farther = isEven ? (byLength.get(next) ?? []) : [];
      const count = near.length + farther.length;
      const start = Math.floor(draw * count);
      for (let step = 0; step < count; step++) {
        const place = (start + step) % count;
        const thing = near[place] ?? farther[place - near.length] ?? "";
        if (willDo(thing)) return thing;
      }
      at += isEven ? 2 : 1;
    }
    return undefined;
  };
}
