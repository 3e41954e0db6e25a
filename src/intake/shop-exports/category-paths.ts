import { cleanEntry } from "../columns/clean-text.ts";
import type { Cell } from "../files/source-record.ts";

/**
 * A cell of several paths of categories, parted by commas, as the names of its longest path; of equally long ones the
 * first. A comma within a name has a backslash before it.
 * @param separator what parts the names of a path
 */
export function longestPath(cell: Cell, separator: string): Cell {
  return (record) => {
    const text = cleanEntry(cell(record));
    if (text === null) return null;
    const paths = text.split(/(?<!\\),/).map((path) =>
      path
        .split(separator)
        .map((name) => name.replaceAll("\\,", ",").trim())
        .filter((name) => name !== ""),
    );
    return paths.reduce((longest, path) => (path.length > longest.length ? path : longest));
  };
}
