/**
 * Probabilities of classes from their scores: each is exp(score) over the sum of all. The greatest score is
 * taken off first, so that none is too large for a float.
 *
 * @param into filled and given back; default: an array of its own
 * @example softmax(Float64Array.of(0, Math.log(3))) // [0.25, 0.75]
 */
export function softmax(
  scores: Float64Array,
  into: Float64Array = new Float64Array(scores.length),
): Float64Array {
  const greatest = greatestOf(scores);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const power = Math.exp((scores[at] ?? 0) - greatest);
    into[at] = power;
    sum += power;
  }
  for (let at = 0; at < scores.length; at++) into[at] = (into[at] ?? 0) / sum;
  return into;
}

/** What a forecast costs: −ln of the probability that it gave to the class that came. */
export function softmaxLoss(scores: Float64Array, target: number): number {
  const greatest = greatestOf(scores);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) sum += Math.exp((scores[at] ?? 0) - greatest);
  return Math.log(sum) + greatest - (scores[target] ?? Number.NEGATIVE_INFINITY);
}

function greatestOf(scores: Float64Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) greatest = Math.max(greatest, scores[at] ?? 0);
  return greatest;
}
