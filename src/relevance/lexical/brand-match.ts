import type { ReadProduct } from "./read-product.ts";
import { isNumber } from "./read-words.ts";

/** Brands by the first of their words. */
export type KnownBrands = ReadonlyMap<string, readonly (readonly string[])[]>;

/** A product's brand; where the shop does not tell it, what titles mostly start with. */
export const brandOf = ({ brand, title }: ReadProduct): readonly string[] =>
  brand === null || brand.length === 0 ? title.slice(0, 1) : brand;

export function knownBrands(products: Iterable<ReadProduct>): KnownBrands {
  const brands = new Map<string, Map<string, readonly string[]>>();
  for (const product of products) {
    const words = brandOf(product);
    const [first] = words;
    if (first === undefined || isNumber(first)) continue;
    const alike = brands.get(first) ?? new Map<string, readonly string[]>();
    brands.set(first, alike.set(words.join(" "), words));
  }
  return new Map([...brands].map(([first, alike]) => [first, [...alike.values()]]));
}

export interface BrandMatch {
  /** Share of the brand's words that the query names. */
  readonly named: number;
  /** 1: the query names a known brand of which the product's texts say nothing; else 0. */
  readonly otherNamed: number;
}

export function brandMatch(
  query: ReadonlySet<string>,
  brand: readonly string[],
  product: ReadonlySet<string>,
  known: KnownBrands,
): BrandMatch {
  const isOther = (words: readonly string[]): boolean =>
    words.every((word) => query.has(word)) && !words.some((word) => product.has(word));
  const named = brand.filter((word) => query.has(word)).length / Math.max(1, brand.length);
  const otherNamed = [...query].some((word) => known.get(word)?.some(isOther) ?? false) ? 1 : 0;
  return { named, otherNamed };
}
