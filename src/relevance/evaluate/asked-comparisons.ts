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

/** What a person says of it. */
export interface AskedEndpoint {
  /** Null: the usual one. */
  readonly endpoint: NamedEndpoint | null;
  /** Rows that are wanted; null: all. */
  readonly rows: readonly string[] | null;
}

/**
 * The primary endpoint: the named one, or the usual one.
 *
 * @param rows ids of all rows that there could be
 * @throws CosmoError RELEVANCE_ROW_UNKNOWN, RELEVANCE_METRIC_MISSING
 */
export function primaryEndpoint(
  set: EvaluatedSet,
  rows: readonly string[],
  { endpoint: named, rows: wanted }: AskedEndpoint,
): Comparison {
  const endpoint = endpointOf(named) ?? usualEndpoint(rows, wanted ?? []);
  for (const id of [endpoint.of, endpoint.against]) {
    requireRow(id, rows, named?.saidBy ?? "The endpoint");
  }
  if (/^ndcg/.test(endpoint.metric) && set.judgements.every(({ gain }) => gain === undefined)) {
    throw new CosmoError(
      "RELEVANCE_METRIC_MISSING",
      `${endpoint.of} against ${endpoint.against} can't be told by nDCG where products are kept together: what was judged of a query is on several sides.`,
      { hint: "Name macroF1 or microF1, or take --split query.", exitCode: 2 },
    );
  }
  return endpoint;
}

/**
 * What is asked of the rows. The endpoint is first, by macro F1 and by micro F1, and in each slice. With knowledge: for each way to tell
 * the true against the sibling's, and against none; what is at equal budget; knowledge alone against its presence.
 *
 * @param rows ids of all rows that there will be
 */
export function askedComparisons(
  set: EvaluatedSet,
  rows: readonly string[],
  endpoint: Comparison,
  seed: number,
): ComparisonSettings {
  const has = (id: string): boolean => rows.includes(id);
  const informed = rows.filter((id) => has(`${id}+knowledge`));
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
    against("served", "words"),
    against("served", "lexical"),
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
 * Of what is served, where it is wanted: whether the encoder tells more than words alone. Else true knowledge against a sibling's, in the row of the tuned regime that reads both texts at once, or in the strongest of the fixed regime, where
 * a lift over a weak row would say little; without knowledge that row against words.
 */
function usualEndpoint(rows: readonly string[], wanted: readonly string[]): Comparison {
  const has = (id: string): boolean => rows.includes(id);
  if (wanted.includes("served") && has("served")) {
    return { of: "served", against: "words", metric: "macroF1" };
  }
  const base = has("cross-encoder/tuned") ? "cross-encoder/tuned" : controlledRow;
  return has(`${base}+knowledge`)
    ? { of: `${base}+knowledge`, against: `${base}+sibling`, metric: "macroF1" }
    : { of: base, against: "lexical", metric: "macroF1" };
}

const endpointOf = (named: NamedEndpoint | null): Comparison | null =>
  named && { of: named.of, against: named.against, metric: named.metric };

/**
 * @param saidBy what names the row, as a person would write it
 * @throws CosmoError RELEVANCE_ROW_UNKNOWN, which says what brings that row, where something does
 */
export function requireRow(id: string, rows: readonly string[], saidBy: string): void {
  if (rows.includes(id)) return;
  const { code, hint, exitCode } = unknownRow(id, rows);
  const options = optionsOf(id);
  const lacksQueries = needsWords.includes(id) && rows.includes("cross-encoder/tuned");
  throw new CosmoError(code, `${saidBy} names the row ${id}, which is not in this evaluation.`, {
    hint: lacksQueries
      ? "Words are learnt of five queries at least: give judgements of more queries, or ask for more folds (--folds)."
      : options === undefined
        ? hint
        : `${options.join(" and ")} ${options.length === 1 ? "brings" : "bring"} such rows; --endpoint and --rows name other ones for this evaluation.`,
    exitCode,
  });
}

/** Rows that are there where there are queries enough. */
const needsWords: readonly string[] = ["words", "served"];

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
      words: true,
    }).map((row) => row.id);
    return [...ids, ...blendsOf(ids).map((blend) => blend.id)].includes(id);
  });
}

const isSame = (one: Comparison, other: Comparison): boolean =>
  one.of === other.of && one.against === other.against && one.metric === other.metric;
