import { CosmoError } from "../../domain/cosmo-error.ts";
import {
  type Comparison,
  type ComparisonSettings,
  slicedComparisons,
} from "../comparison/comparison.ts";
import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import { unknownRow } from "../comparison/unknown-row.ts";
import { blendsOf } from "./blended-rows.ts";
import { controlledRow, namedRows } from "./row-learners.ts";

/** The primary endpoint that a person named, and where. */
export interface NamedEndpoint extends Comparison {
  /** `--endpoint`, or `relevance.endpoint` of cosmo.yaml. */
  readonly saidBy: string;
}

/** The least difference worth having: a hundredth of F1. */
const worthwhile = 0.01;

/**
 * What is asked of the rows. The endpoint is first, by macro F1 and by micro F1, and in each slice. With knowledge: for each way to tell
 * the true against the sibling's, and against none; what is at equal budget; knowledge alone against its presence.
 *
 * @param rows ids of all rows that there will be
 * @param named the primary endpoint, if it is not the usual one
 * @throws CosmoError RELEVANCE_ROW_UNKNOWN, RELEVANCE_METRIC_MISSING
 */
export function askedComparisons(
  set: EvaluatedSet,
  rows: readonly string[],
  named: NamedEndpoint | null,
  seed: number,
): ComparisonSettings {
  const has = (id: string): boolean => rows.includes(id);
  const informed = rows.filter((id) => has(`${id}+knowledge`));
  const endpoint = endpointOf(named) ?? usualEndpoint(has);
  for (const id of [endpoint.of, endpoint.against]) {
    if (!has(id)) throw unknownEndpoint(id, rows, named?.saidBy);
  }
  if (/^ndcg/.test(endpoint.metric) && set.judgements.every(({ gain }) => gain === undefined)) {
    throw new CosmoError(
      "RELEVANCE_METRIC_MISSING",
      `${endpoint.of} against ${endpoint.against} can't be told by nDCG where products are kept together: what was judged of a query is on several sides.`,
      { hint: "Name macroF1 or microF1, or take --split query.", exitCode: 2 },
    );
  }
  const against = (of: string, other: string): Comparison => ({
    ...{ of, against: other, metric: "macroF1" },
  });
  const otherMetric = endpoint.metric === "macroF1" ? "microF1" : "macroF1";
  const asked: readonly Comparison[] = [
    { ...endpoint, metric: otherMetric },
    ...informed.flatMap((id) => [
      against(`${id}+knowledge`, `${id}+sibling`),
      against(`${id}+knowledge`, id),
    ]),
    ...informed.map((id) => against(`${id}+knowledge`, `${id}+description`)),
    against("lexical+knowledge", "lexical+zero-shot"),
    against("knowledge-only", "presence-only"),
  ];
  return {
    endpoint,
    others: [
      ...asked.filter((one) => has(one.of) && has(one.against) && !isSame(one, endpoint)),
      ...(informed.length === 0 ? [] : slicedComparisons(set, endpoint)),
    ],
    ...{ worthwhile, seed },
  };
}

/**
 * True knowledge against a sibling's, in the row of the tuned regime that reads both texts at once, or in the strongest of the fixed regime, where
 * a lift over a weak row would say little; without knowledge that row against words.
 */
function usualEndpoint(has: (id: string) => boolean): Comparison {
  const base = has("cross-encoder/tuned") ? "cross-encoder/tuned" : controlledRow;
  return has(`${base}+knowledge`)
    ? { of: `${base}+knowledge`, against: `${base}+sibling`, metric: "macroF1" }
    : { of: base, against: "lexical", metric: "macroF1" };
}

const endpointOf = (named: NamedEndpoint | null): Comparison | null =>
  named && { of: named.of, against: named.against, metric: named.metric };

/** That an endpoint names no row, who named it, and what brings that row, where something does. */
function unknownEndpoint(
  id: string,
  rows: readonly string[],
  saidBy: string | undefined,
): CosmoError {
  const error = unknownRow(id, rows);
  const { code, hint, exitCode } = error;
  const options = optionsOf(id);
  return new CosmoError(
    code,
    `${saidBy === undefined ? "The endpoint" : saidBy} names the row ${id}, which is not in this evaluation.`,
    {
      hint:
        options === undefined
          ? hint
          : `${options.join(" and ")} ${options.length === 1 ? "brings" : "bring"} such rows; --endpoint names other ones for this evaluation.`,
      exitCode,
    },
  );
}

/** The fewest options that bring a row that is not always there. */
function optionsOf(id: string): readonly string[] | undefined {
  const choices: readonly (readonly string[])[] = [
    ["--knowledge"],
    ["--zero-shot"],
    ["--tuned"],
    ["--tuned", "--knowledge"],
  ];
  return choices.find((options) => {
    const ids = namedRows({
      knowledge: options.includes("--knowledge"),
      zeroShot: options.includes("--zero-shot"),
      tuned: options.includes("--tuned"),
    }).map((row) => row.id);
    return [...ids, ...blendsOf(ids).map((blend) => blend.id)].includes(id);
  });
}

const isSame = (one: Comparison, other: Comparison): boolean =>
  one.of === other.of && one.against === other.against && one.metric === other.metric;
