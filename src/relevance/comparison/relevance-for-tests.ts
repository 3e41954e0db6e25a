import { seededRandom } from "../../statistics/random.ts";
import { seededUniform } from "../../statistics/seeded-uniform.ts";
import type { ControlOutcome } from "./control-outcome.ts";
import type { EvaluatedJudgement, EvaluatedSet } from "./evaluated-judgement.ts";
import type { RelevanceRow } from "./relevance-row.ts";

export const classes = ["Exact", "Substitute", "Complement", "Irrelevant"] as const;
const gains = [1, 0.1, 0.01, 0];
const shares = [0.5, 0.25, 0.15, 0.1];

export const fiveSeeds = [1, 2, 3, 4, 5];

/** Queries with four judged products each; every second query is broad. */
export function madeSet(queries: number): EvaluatedSet {
  const random = seededRandom(17);
  const judgements = Array.from({ length: 4 * queries }, (_, place): EvaluatedJudgement => {
    const query = Math.floor(place / 4);
    const label = random.weighted([0, 1, 2, 3], shares);
    return {
      id: `judgement ${place}`,
      query: `query ${query}`,
      group: `group ${query}`,
      product: `product ${place}`,
      label,
      gain: gains[label] ?? 0,
      slices: query % 2 === 0 ? ["broad"] : ["narrow"],
    };
  });
  return { classes, judgements };
}

/**
 * A row that is right as often as it says: what is hard is hard for every row and run, but for a part
 * that is up to the run.
 *
 * @param rightOf how often, by judgement
 * @param restless share of judgements that each run decides anew
 */
export const madeRow = (
  set: EvaluatedSet,
  id: string,
  rightOf: (judgement: EvaluatedJudgement) => number,
  { seeds = fiveSeeds, restless = 0.1 } = {},
): RelevanceRow => ({
  id,
  runs: seeds.map((seed) => {
    const predicted = set.judgements.map((judgement) => {
      const random = seededRandom(seed, Math.floor(2 ** 32 * seededUniform(3, id + judgement.id)));
      const decided = random.chance(restless) ? random.next() : seededUniform(1, judgement.id);
      const wrong = (judgement.label + 1 + random.integer(3)) % 4;
      return decided < rightOf(judgement) ? judgement.label : wrong;
    });
    return { seed, predicted, scores: predicted.map((place) => gains[place] ?? 0) };
  }),
});

export const passedControl: ControlOutcome = {
  passed: true,
  metric: "macroF1",
  points: [],
  faults: [],
};
