/**
 * Cramér's V of two divisions of the same items, 0 (neither tells of the other) to 1: the root of chi-square over what it
 * can be at most. 0 where all items are in one row or one column.
 *
 * @param table how many items are in each row and column
 */
export function cramersV(table: readonly (readonly number[])[]): number {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (table[0] ?? []).map((_count, column) =>
    table.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  );
  const met = (sums: readonly number[]): number => sums.filter((sum) => sum > 0).length;
  const freedom = Math.min(met(rows), met(columns)) - 1;
  if (freedom < 1) return 0;
  let share = 0;
  for (const [place, row] of table.entries()) {
    for (const [column, count] of row.entries()) {
      if (count > 0) share += count ** 2 / ((rows[place] ?? 0) * (columns[column] ?? 0));
    }
  }
  return Math.sqrt(Math.max(0, share - 1) / freedom);
}
