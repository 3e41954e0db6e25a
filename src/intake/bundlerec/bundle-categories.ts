import { productText } from "../product-row.ts";

/**
 * Category paths as BundleRec writes them, one text for a list of lists without quotes:
 * `[[Clothing, Shoes & Jewelry,Women],[…]]`. Names are parted by a comma alone; a comma with a space
 * behind it belongs to a name.
 */
export function bundleCategoryPaths(text: string): readonly (readonly string[])[] {
  const inner = text
    .trim()
    .replace(/^\[\[?/, "")
    .replace(/\]\]?$/, "");
  return inner
    .split(/\],\s*\[/)
    .map((path) =>
      path
        .split(/,(?! )/)
        .map(productText)
        .filter((name) => name !== null),
    )
    .filter((path) => path.length > 0);
}

/** The longest path, the first among equals: it names the thing, where a short one names a shop window. */
export function mostSpecificPath(paths: readonly (readonly string[])[]): readonly string[] {
  return paths.reduce<readonly string[]>(
    (longest, path) => (path.length > longest.length ? path : longest),
    [],
  );
}
