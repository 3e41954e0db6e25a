/**
 * Damerau's distance in code points, each place touched once (optimal string alignment): how many letters must be put in, taken
 * out, changed, or swapped with their neighbour. Undefined where it is above `atMost`: then it is not reckoned to its end.
 *
 * @example spellingDistance("needels", "needles", 1) // 1
 */
export function spellingDistance(
  a: string,
  b: string,
  atMost = Number.POSITIVE_INFINITY,
): number | undefined {
  const [one, other] = [[...a], [...b]];
  if (Math.abs(one.length - other.length) > atMost) return undefined;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [place, letter] of one.entries()) {
    const next = [place + 1];
    let least = place + 1;
    for (const [column, against] of other.entries()) {
      const changed = at(row, column) + (letter === against ? 0 : 1);
      let cost = Math.min(changed, at(row, column + 1) + 1, at(next, column) + 1);
      if (place > 0 && column > 0 && letter === other[column - 1] && one[place - 1] === against) {
        cost = Math.min(cost, at(before, column - 1) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    // A swap reaches back over one row: both must be beyond the bound.
    if (least > atMost && Math.min(...row) > atMost) return undefined;
    before = row;
    row = next;
  }
  const distance = at(row, other.length);
  return distance <= atMost ? distance : undefined;
}

const at = (row: readonly number[], place: number): number =>
  row[place] ?? Number.POSITIVE_INFINITY;
