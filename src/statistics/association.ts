/**
 * Cramér's V of two divisions of the same items, 0 (neither tells of the other) to 1: the root of chi-square over what it can
 * be at most. 0 where one of them has a single class.
 *
 * @param rows for each item the place of its class in the first division, `columns` likewise in the second
 * @throws RangeError where lengths differ
 */
export function cramersV(rows: ArrayLike<number>, columns: ArrayLike<number>): number {
  const total = rows.length;
  if (columns.length !== total) {
    throw new RangeError(`expected ${total} items, got ${columns.length}`);
  }
  const [ofRow, ofColumn, ofBoth] = [counter(), counter(), counter()];
  for (let item = 0; item < total; item++) {
    const [row, column] = [rows[item] ?? 0, columns[item] ?? 0];
    ofRow.add(row);
    ofColumn.add(column);
    ofBoth.add(cellOf(row, column));
  }
  const freedom = Math.min(ofRow.counts.size, ofColumn.counts.size) - 1;
  if (freedom < 1) return 0;
  let share = 0;
  for (const [row, inRow] of ofRow.counts) {
    for (const [column, inColumn] of ofColumn.counts) {
      const observed = ofBoth.counts.get(cellOf(row, column)) ?? 0;
      share += observed ** 2 / (inRow * inColumn);
    }
  }
  return Math.sqrt(Math.max(0, share - 1) / freedom);
}

const cellOf = (row: number, column: number): number => row * 2 ** 20 + column;

function counter() {
  const counts = new Map<number, number>();
  return {
    counts,
    add: (key: number) => counts.set(key, (counts.get(key) ?? 0) + 1),
  };
}
