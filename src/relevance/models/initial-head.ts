import { elementCount } from "../../onnx/tensor.ts";
import { seededRandom } from "../../statistics/random.ts";

/** Begins the names of a head's parameters. */
export const headPrefix = "head.";

/** As BERT's own. */
const deviation = 0.02;

/** The first values of a head: of a matrix numbers from the normal distribution with a deviation of 0.02, of a bias 0. */
export function initialHead(shape: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed, ...shape);
  return Float32Array.from({ length: elementCount(shape) }, () =>
    shape.length === 1 ? 0 : deviation * normal(random.next(), random.next()),
  );
}

/** Box and Muller 1958. */
const normal = (first: number, second: number): number =>
  Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
