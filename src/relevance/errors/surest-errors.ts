import { seededRank } from "../../statistics/seeded-sample.ts";
import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import type { SettledPrediction } from "./settled-row.ts";

/**
 * The places of judgements that a row is most wrong about, the worst first: by how many classes it is off, then by how
 * far its score is, and of equal ones as the seed draws. At most one of each query group, so that no query fills the list.
 *
 * @param places where it is wrong
 */
export function surestErrors(
  { judgements }: EvaluatedSet,
  places: readonly number[],
  settled: readonly SettledPrediction[],
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly number[] {
  const ranked = places
    .flatMap((place) => {
      const [judgement, prediction] = [judgements[place], settled[place]];
      if (judgement === undefined || prediction === undefined) return [];
      const { group, id } = judgement;
      return [{ ...prediction, place, group, rank: seededRank(seed, id) }];
    })
    .toSorted(
      (a, b) => b.classesOff - a.classesOff || b.gainOff - a.gainOff || (a.rank < b.rank ? -1 : 1),
    );
  const groups = new Set<string>();
  const chosen: number[] = [];
  for (const { place, group } of ranked) {
    if (chosen.length === count) break;
    if (groups.has(group)) continue;
    groups.add(group);
    chosen.push(place);
  }
  return chosen;
}
