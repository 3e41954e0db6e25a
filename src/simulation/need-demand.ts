import { type Random, seededRandom, zipfWeights } from "../statistics/random.ts";
import type { Need } from "./domain-files.ts";
import type { Shopper } from "./shopper.ts";
import type { SimulationSettings } from "./simulation-settings.ts";
import { streams } from "./streams.ts";

/**
 * Draws the need behind a visit: needs ranked by demand have Zipf weights, and come up more or less
 * often by month, by where the shopper lives and by what kind of person that is. Of two needs that
 * contradict each other a known customer has one at the most.
 *
 * @param market its number, so that each has people of its own
 */
export function needDemand(
  needs: readonly Need[],
  { demand }: SimulationSettings,
  seed: number,
  market: number,
): (shopper: Shopper, month: number, random: Random) => Need {
  const wanted = needs.toSorted((a, b) => b.demand - a.demand || (a.id < b.id ? -1 : 1));
  const weights = zipfWeights(wanted.length, demand.exponent);
  const placeOf = new Map(wanted.map(({ id }, place) => [id, place]));
  const contradictions = wanted.flatMap(({ contradicts }, place) =>
    contradicts.map((id) => [place, placeOf.get(id) ?? place] as const),
  );
  return (shopper, month, random) => {
    const factors = wanted.map(({ season, regions, audience }, place) => {
      const inSeason = season === null || season.includes(month) ? 1 : demand.offSeason;
      const here =
        regions === null || regions.some((region) => shopper.regions.includes(region))
          ? 1
          : demand.otherRegion;
      return (weights[place] ?? 0) * inSeason * here * audienceFactor(audience, shopper, demand);
    });
    if (shopper.number !== null) {
      const own = seededRandom(seed, streams.contradiction, market, shopper.number);
      const without = new Set<number>();
      for (const pair of contradictions) {
        const left = own.pick(pair);
        // Where one is left already, the other may stay: so that nobody is without any need.
        if (pair[0] !== pair[1] && !pair.some((place) => without.has(place))) without.add(left);
      }
      for (const place of without) factors[place] = 0;
    }
    // Settings may forbid all that is out of season and place; people come all the same.
    return random.weighted(wanted, factors.some((factor) => factor > 0) ? factors : weights);
  };
}

function audienceFactor(
  audience: readonly string[] | null,
  { kinds }: Shopper,
  { audience: own, otherAudience }: SimulationSettings["demand"],
): number {
  if (audience === null || kinds === null) return 1;
  return audience.some((kind) => kinds.includes(kind)) ? own : otherAudience;
}
