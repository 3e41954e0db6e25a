import { macroF1, microF1 } from "../../statistics/class-scores.ts";
import { placeOfGreatest } from "./evaluated-judgement.ts";

/** Metrics that say what synthetic knowledge alone is worth. */
export interface ExpectedControl {
  readonly macroF1: number;
  readonly microF1: number;
}

/**
 * What can be expected of a learner that sees synthetic knowledge and nothing else: the lesser of following the text
 * and of taking the class that is likeliest given the text, which where the knowledge is poor is the commonest one.
 *
 * @param labels how many judgements are of each class
 */
export function expectedControl(labels: readonly number[], probability: number): ExpectedControl {
  const others = (1 - probability) / (labels.length - 1);
  const toldOf = (label: number, told: number): number =>
    (labels[label] ?? 0) * (label === told ? probability : others);
  const followed = metricsWhere(labels, toldOf, (told) => told);
  const likeliest = metricsWhere(labels, toldOf, (told) =>
    placeOfGreatest(labels.map((_count, label) => toldOf(label, told))),
  );
  return {
    macroF1: Math.min(followed.macroF1, likeliest.macroF1),
    microF1: Math.min(followed.microF1, likeliest.microF1),
  };
}

function metricsWhere(
  labels: readonly number[],
  toldOf: (label: number, told: number) => number,
  predictionFor: (told: number) => number,
): ExpectedControl {
  const places = [...labels.keys()];
  const counts = places.map((own) => {
    const told = places.filter((text) => predictionFor(text) === own);
    const sum = (of: readonly number[]): number =>
      told.reduce(
        (all, text) => all + of.reduce((some, label) => some + toldOf(label, text), 0),
        0,
      );
    return { truth: labels[own] ?? 0, predicted: sum(places), hits: sum([own]) };
  });
  return { macroF1: macroF1(counts), microF1: microF1(counts) };
}
