import { type Comparison, slicedComparisons } from "../../../relevance/comparison/comparison.ts";
import { planComparisons } from "../../../relevance/comparison/comparison-plan.ts";
import { controlOutcome } from "../../../relevance/comparison/control-outcome.ts";
import type { EvaluatedSet } from "../../../relevance/comparison/evaluated-judgement.ts";
import { fiveSeeds, madeRow, madeSet } from "../../../relevance/comparison/relevance-for-tests.ts";
import { relevanceReport } from "../../../relevance/comparison/relevance-report.ts";
import { majorityRow } from "../../../relevance/comparison/simple-rows.ts";
import { errorExamples } from "../../../relevance/errors/error-examples.ts";
import type { RelevanceResult } from "./result-parts.ts";

/** Of rows that nobody learnt, by the functions that make the real one; its queries and titles try to be markup. */
export function madeResult({ queries = 40, slices = true } = {}): RelevanceResult {
  const made = madeSet(queries);
  const set: EvaluatedSet = {
    ...made,
    judgements: made.judgements.map((judgement) => ({
      ...judgement,
      query: `<b>"query"</b> & ${judgement.query}`,
      slices: slices ? (judgement.slices ?? []) : [],
    })),
  };
  const row = (id: string, right: number) => madeRow(set, id, () => right);
  const [plain, helped] = [row("cross-encoder/fixed", 0.6), row("cross-encoder/fixed+any", 0.9)];
  const rows = [majorityRow(set, set.judgements, fiveSeeds), row("lexical", 0.6), plain, helped];
  const endpoint: Comparison = { of: helped.id, against: plain.id, metric: "macroF1" };
  const others: readonly Comparison[] = [
    { of: "lexical", against: plain.id, metric: "microF1" },
    ...(slices ? slicedComparisons(set, endpoint) : []),
  ];
  const plan = planComparisons(
    set,
    { of: plain, against: plain },
    { endpoint, others, worthwhile: 0.01, seed: 1, draws: 100 },
  );
  const runs = [0.25, 0.5, 0.75, 1].map((probability) => ({
    probability,
    row: row(`control ${probability}`, probability),
  }));
  return {
    ...{ folds: 5, seeds: fiveSeeds, rejected: { TITLE_MISSING: 2 }, notices: ["<i>noticed</i>"] },
    ...{ splitBy: "query", knowledge: null },
    leftOut: { withoutTitle: 1, beyondMost: 0 },
    ...relevanceReport(
      set,
      rows,
      plan,
      controlOutcome(set, plain, runs, { ...plan, metric: "macroF1" }),
      [],
    ),
    errors: errorExamples(set, rows, {
      titleOf: (place) => `</style><script>alert(${place})</script>`,
      ...{ base: "lexical", compared: [endpoint], seed: 1 },
    }),
  };
}
