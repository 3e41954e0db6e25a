import { formatNumber } from "../../text/counted.ts";

/**
 * Rows of cells as columns; columns of numbers, which may have empty cells, are set flush right.
 * Where a row would be longer than `width`, the widest columns of words are made narrower and their
 * cells wrapped, or cut where the table is to have one line for each row.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  {
    width = Number.POSITIVE_INFINITY,
    overflow = "wrap",
    whole = [],
  }: {
    readonly width?: number;
    readonly overflow?: "wrap" | "cut";
    /** Columns that keep their width. */
    readonly whole?: readonly string[];
  } = {},
): string {
  const texts = rows.map((row) => row.map((cell) => formatCell(cell)));
  const right = head.map((_, column) =>
    rows.every((row) => row[column] === "" || typeof row[column] === "number"),
  );
  const natural = head.map((title, column) =>
    Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const least = head.map((title, column) =>
    right[column] || whole.includes(title)
      ? (natural[column] ?? 0)
      : Math.max(title.length, leastWidth),
  );
  const widths = fitted(natural, least, width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const wide = widths[column] ?? 0;
        return right[column] ? cell.padStart(wide) : cell.padEnd(wide);
      })
      .join("  ")
      .trimEnd();
  const lines = texts.flatMap((row) => {
    const cells = row.map((cell, column) => {
      const wide = widths[column] ?? 0;
      return overflow === "cut" ? [cut(cell, wide)] : wrapped(cell, wide);
    });
    const height = Math.max(1, ...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, index) =>
      line(cells.map((cell) => cell[index] ?? "")),
    );
  });
  return [line(head), line(widths.map((wide) => "─".repeat(wide))), ...lines].join("\n");
}

/** Columns of words are not made narrower than this. */
const leastWidth = 8;

/** Widths that fit into a line, taken from the widest column first. */
function fitted(
  natural: readonly number[],
  least: readonly number[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, wide) => sum + wide, 2 * (widths.length - 1)) - width;
  for (; excess > 0; excess--) {
    const spare = widths.map((wide, column) => (wide > (least[column] ?? 0) ? wide : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    const column = spare.indexOf(widest);
    widths[column] = widest - 1;
  }
  return widths;
}

/** A text as lines no longer than `width`, at least 1, broken between words where that can be, or else at the joints of a word, `a/b+c`. */
export function wrapped(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  if (width < 1) throw new RangeError(`no word has room in ${width} columns`);
  const space = text.lastIndexOf(" ", width);
  const joint = Math.max(text.lastIndexOf("+", width), text.lastIndexOf("/", width - 1) + 1);
  const end = [space, joint].find((at) => at > 0) ?? width;
  return [text.slice(0, end), ...wrapped(text.slice(end).trimStart(), width)];
}

/** A text no longer than `width`, with … for what was left out. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

const formatCell = (cell: string | number): string =>
  typeof cell === "number" ? formatNumber(cell) : cell;
