/**
 * A regression tree as plain numbers, which JSON keeps as they are. Node 0 is its root; a node's two children
 * stand side by side.
 */
export interface Tree {
  /** Of each node, the first of its children; 0: it is a leaf. */
  readonly children: readonly number[];
  /** Of each node, the column that it looks at. */
  readonly columns: readonly number[];
  /** A value up to this goes to the first child, another to the second. */
  readonly cuts: readonly number[];
  /** Which child, 0 or 1, a value goes to that is not known, NaN. */
  readonly missing: readonly number[];
  /** What a leaf adds to a score; 0 of other nodes. */
  readonly values: readonly number[];
}

/** What a tree says of a row. */
export function treeValue({ children, columns, cuts, missing, values }: Tree, row: Float64Array) {
  let node = 0;
  for (;;) {
    const first = children[node] ?? 0;
    if (first === 0) return values[node] ?? 0;
    const value = row[columns[node] ?? 0] ?? Number.NaN;
    if (Number.isNaN(value)) node = first + (missing[node] ?? 0);
    else node = value <= (cuts[node] ?? 0) ? first : first + 1;
  }
}
