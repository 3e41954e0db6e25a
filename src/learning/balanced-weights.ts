/**
 * Weights of examples by which rare classes count more: (all ÷ (classes · those of its class)) to the power of
 * `strength`. At 0 all count once; at 1 all classes count alike, as macro figures look at them.
 *
 * @param targets numbers of classes, from 0; a class without an example is none
 * @example balancedWeights([0, 0, 0, 1], 1) // [2/3, 2/3, 2/3, 2]
 */
export function balancedWeights(targets: readonly number[], strength: number): Float64Array {
  const counts = new Map<number, number>();
  for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  return Float64Array.from(
    targets,
    (target) => (targets.length / (counts.size * (counts.get(target) ?? 1))) ** strength,
  );
}
