/** Rows of cells as columns; columns of numbers, which may have empty cells, are set flush right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const texts = rows.map((row) => row.map((cell) => formatCell(cell)));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const right = head.map((_, column) =>
    rows.every((row) => row[column] === "" || typeof row[column] === "number"),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...texts.map(line)].join(
    "\n",
  );
}

const formatCell = (cell: string | number): string =>
  typeof cell === "number" ? formatNumber(cell) : cell;

/** 1234567 as 1,234,567. */
export const formatNumber = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: 3 });
