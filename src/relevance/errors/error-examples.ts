import { classCounts, macroF1 } from "../../statistics/class-scores.ts";
import { personalDataClass } from "../../text/personal-data.ts";
import type { Comparison } from "../comparison/comparison.ts";
import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import { simpleRows } from "../comparison/simple-rows.ts";
import { type SettledPrediction, settledRow } from "./settled-row.ts";
import { surestErrors } from "./surest-errors.ts";

/** A judgement that a row gets wrong. */
export interface ErrorExample {
  readonly id: string;
  readonly query: string;
  readonly title: string;
  /** Names of classes. */
  readonly label: string;
  readonly predicted: string;
  /** How many of the row's runs predict it. */
  readonly runs: number;
  readonly slices: readonly string[];
}

/** What a row is most wrong about. */
export interface RowErrors {
  readonly row: string;
  /** Judgements that most of its runs get wrong. */
  readonly judgements: number;
  readonly examples: readonly ErrorExample[];
}

/** What one row gets right and the other wrong; `predicted` is what the wrong one says. */
export interface RowDisagreement {
  readonly right: string;
  readonly wrong: string;
  readonly judgements: number;
  readonly examples: readonly ErrorExample[];
}

export interface ErrorExamples {
  /** Queries that are never shown, for they may name a person. Their judgements are counted as others are. */
  readonly queriesWithPersonalData: number;
  readonly rows: readonly RowErrors[];
  readonly disagreements: readonly RowDisagreement[];
}

export interface ErrorOptions {
  /** What the product of a judgement is called, by its place. */
  titleOf(place: number): string;
  /** The best other row is held against it. */
  readonly base: string;
  /** Rows that are held against each other. */
  readonly compared: readonly Pick<Comparison, "of" | "against">[];
  readonly seed: number;
  /** At most so many in each list. Default 8. */
  readonly count?: number;
}

/**
 * Examples of what rows get wrong, the surest mistakes of each that learns; and, for the rows that are compared and for
 * the best one beside the base, what the one gets right and the other wrong, both ways round.
 *
 * @param rows that fit the judgements
 */
export function errorExamples(
  set: EvaluatedSet,
  rows: readonly RelevanceRow[],
  options: ErrorOptions,
): ErrorExamples {
  const { judgements } = set;
  const learning = rows.filter(({ id }) => !simpleRows.some((name) => name === id));
  const settled = new Map(rows.map((row) => [row.id, settledRow(set, row)]));
  const personal = new Set(
    [...new Set(judgements.map(({ query }) => query))].filter(
      (query) => personalDataClass(query) !== "none",
    ),
  );
  const isRight = (row: string, place: number): boolean =>
    settled.get(row)?.[place]?.predicted === judgements[place]?.label;
  const wrongOf = (row: string, where: (place: number) => boolean) => {
    const places = [...judgements.keys()].filter((place) => !isRight(row, place) && where(place));
    return {
      judgements: places.length,
      examples: examplesOf(set, places, settled.get(row) ?? [], personal, options),
    };
  };
  return {
    queriesWithPersonalData: personal.size,
    rows: learning.map(({ id }) => ({ row: id, ...wrongOf(id, () => true) })),
    disagreements: opponents(set, rows, learning, options).flatMap(([one, other]) =>
      [[one, other] as const, [other, one] as const].map(([right, wrong]) => ({
        ...{ right, wrong },
        ...wrongOf(wrong, (place) => isRight(right, place)),
      })),
    ),
  };
}

function examplesOf(
  set: EvaluatedSet,
  places: readonly number[],
  settled: readonly SettledPrediction[],
  personal: ReadonlySet<string>,
  { titleOf, seed, count = 8 }: ErrorOptions,
): readonly ErrorExample[] {
  const { classes, judgements } = set;
  const shown = places.filter((place) => !personal.has(judgements[place]?.query ?? ""));
  return surestErrors(set, shown, settled, { count, seed }).flatMap((place) => {
    const [judgement, prediction] = [judgements[place], settled[place]];
    if (judgement === undefined || prediction === undefined) return [];
    const { id, query, label, slices = [] } = judgement;
    return [
      {
        ...{ id, query, title: titleOf(place) },
        label: classes[label] ?? "",
        predicted: classes[prediction.predicted] ?? "",
        ...{ runs: prediction.runs, slices },
      },
    ];
  });
}

/** Each two rows once: those that are compared, and the best one and the base. */
function opponents(
  set: EvaluatedSet,
  rows: readonly RelevanceRow[],
  learning: readonly RelevanceRow[],
  { base, compared }: ErrorOptions,
): readonly (readonly [string, string])[] {
  const best = learning
    .filter(({ id }) => id !== base)
    .map((row) => ({ id: row.id, figure: meanMacroF1(set, row) }))
    .toSorted((a, b) => b.figure - a.figure)
    .at(0)?.id;
  const pairs = compared.map(({ of, against }) => [of, against] as const);
  const all = best === undefined ? pairs : [...pairs, [best, base] as const];
  const isThere = (id: string): boolean => rows.some((row) => row.id === id);
  const known = all.filter(([one, other]) => one !== other && isThere(one) && isThere(other));
  return [...new Map(known.map((pair) => [JSON.stringify(pair.toSorted()), pair])).values()];
}

function meanMacroF1({ classes, judgements }: EvaluatedSet, { runs }: RelevanceRow): number {
  const labels = judgements.map(({ label }) => label);
  const figures = runs.map(({ predicted }) =>
    macroF1(classCounts(classes.length, labels, predicted)),
  );
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
