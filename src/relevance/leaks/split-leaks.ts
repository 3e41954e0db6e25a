import { counted } from "../../text/counted.ts";
import { labelsSeen } from "../knowledge/knowledge.ts";
import type { EvaluatedQueryLike } from "./evaluated-queries.ts";
import { type Leak, type LeakInput, leakOf } from "./leak.ts";

/** Queries that are evaluated and learnt from, in the same or nearly the same words. */
export const splitLeaks = (input: LeakInput, evaluatedLike: EvaluatedQueryLike): readonly Leak[] =>
  leakOf(
    "query-across-split",
    input.training.flatMap(({ query }) => {
      const evaluated = evaluatedLike(query);
      return evaluated === undefined
        ? []
        : [`“${evaluated}” is evaluated and “${query}” is learnt from`];
    }),
    (count) =>
      `${counted(count, "queries")} of the training side ${count === 1 ? "is evaluated too, or a near-duplicate" : "are evaluated too, or near-duplicates"}.`,
    "Split by groups of queries that say nearly the same, so that each is wholly on one side.",
  );

/** Labels of another data set about evaluated queries; and data sets of which nobody can tell. */
export function dataSetLeaks(input: LeakInput, evaluatedLike: EvaluatedQueryLike): readonly Leak[] {
  const { dataSet, others } = input;
  const shared = others
    .filter(({ name }) => name !== dataSet)
    .flatMap(({ name, usedFor, queries }) =>
      queries.flatMap((query) => exampleOf(name, usedFor, query, evaluatedLike)),
    );
  const seen = labelsSeen(input.knowledge)
    .filter((one) => one.dataSet !== dataSet)
    .flatMap((one) => exampleOf(one.dataSet, "knowledge", one.query, evaluatedLike));
  const tuned = input.tuned
    .flatMap(({ name, saw }) => saw.map((one) => ({ ...one, name })))
    .filter((one) => one.dataSet !== dataSet)
    .flatMap((one) => exampleOf(one.dataSet, one.name, one.query, evaluatedLike));
  const known = new Set([dataSet, ...others.map(({ name }) => name)]);
  const unknown = input.knowledge
    .flatMap(({ provenance }) => provenance.dataSets)
    .filter((name) => !known.has(name));
  return [
    ...leakOf(
      "sister-data-set",
      [...shared, ...seen, ...tuned],
      (count) =>
        `${counted(count, "evaluated queries")} ${count === 1 ? "has" : "have"} labels in another data set that was used.`,
      `Take the queries that ${dataSet} evaluates out of the other data set before it is used.`,
    ),
    ...leakOf(
      "unknown-data-set",
      unknown.map((name) => `knowledge was made of ${name}`),
      (count) => `Nobody said which queries are labelled in ${counted(count, "data sets")}.`,
      "Name their queries among the other data sets, or make the knowledge without them.",
    ),
  ];
}

function exampleOf(
  name: string,
  usedFor: string,
  query: string,
  evaluatedLike: EvaluatedQueryLike,
): readonly string[] {
  const evaluated = evaluatedLike(query);
  return evaluated === undefined
    ? []
    : [`${name}, used for ${usedFor}, has “${query}”, and “${evaluated}” is evaluated`];
}
