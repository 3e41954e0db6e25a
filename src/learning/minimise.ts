/** Writes the gradient at `point` into `gradient`, which is as long, and gives the value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Default 200. */
  readonly maxIterations?: number;
  /** Done when no part of the gradient is larger. Default 1e-6. */
  readonly tolerance?: number;
  /** Steps that are remembered. Default 10. */
  readonly memory?: number;
}

/** A step, and how the gradient changed along it. */
interface Curvature {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * The point at which a smooth function is least, by L-BFGS with backtracking (Nocedal and Wright 2006,
 * algorithms 7.4 and 3.1). For a convex function that is its minimum. The same for the same start, to
 * the last bit.
 *
 * @param start is not changed
 * @throws RangeError where the function is not finite at the start
 *
 * @example minimise((x, g) => { g[0] = 2 * (x[0] - 3); return (x[0] - 3) ** 2; }, new Float64Array(1)); // [3]
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { maxIterations = 200, tolerance = 1e-6, memory = 10 }: MinimiseOptions = {},
): Float64Array {
  let point = start.slice();
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  if (!Number.isFinite(value)) throw new RangeError(`the function is ${value} at the start`);
  const history: Curvature[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (gradient.every((part) => Math.abs(part) <= tolerance)) break;
    const direction = descent(gradient, history);
    const slope = dot(direction, gradient);
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    let length = history.length === 0 ? Math.min(1, 1 / norm(gradient)) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (; length > 1e-12; length /= 2) {
      for (let at = 0; at < next.length; at++) {
        next[at] = (point[at] ?? 0) + length * (direction[at] ?? 0);
      }
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const step = next.map((part, at) => part - (point[at] ?? 0));
    const change = nextGradient.map((part, at) => part - (gradient[at] ?? 0));
    const product = dot(step, change);
    if (product > 1e-12) history.push({ step, change, product });
    if (history.length > memory) history.shift();
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return point;
}

/** Against the gradient, bent by what the last steps told of the curvature. */
function descent(gradient: Float64Array, history: readonly Curvature[]): Float64Array {
  const direction = gradient.map((part) => -part);
  const factors: number[] = [];
  for (const { step, change, product } of history.toReversed()) {
    const factor = dot(step, direction) / product;
    factors.push(factor);
    add(direction, change, -factor);
  }
  const last = history.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at] = scale * (direction[at] ?? 0);
  }
  for (const { step, change, product } of history) {
    add(direction, step, (factors.pop() ?? 0) - dot(change, direction) / product);
  }
  return direction;
}

function add(to: Float64Array, what: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + factor * (what[at] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));
