import { fitTemperature, tempered } from "../../learning/temperature-scaling.ts";

/** Of a few judgements, all told right, none would be sharp enough: what is beyond says nothing. */
const least = 0.1;
const most = 10;

/**
 * How sure an encoder may be of what it says, by judgements that it was not learnt from.
 *
 * @param said how likely it holds each class
 */
export function chooseTemperature(
  said: readonly Float64Array[],
  labels: readonly number[],
): number {
  const fitted = fitTemperature({ rows: said.map(logarithms), targets: labels });
  return Math.min(most, Math.max(least, fitted));
}

export const atTemperature = (
  said: readonly Float64Array[],
  temperature: number,
): readonly Float64Array[] => said.map((one) => tempered(logarithms(one), temperature));

/** Of a probability that is 0 in 32 bits that of the least that is not. */
const logarithms = (probabilities: Float64Array): Float64Array =>
  probabilities.map((one) => Math.log(Math.max(one, 1e-45)));
