import type { LabelRow } from "../domain/tables/labels.ts";
import type { Product } from "../domain/tables/products.ts";

/** What a label takes of a product. */
export type ProductWords = Pick<Product, "title" | "productType" | "domain">;

/** Ids of the products that a label is about. */
export const labelledProducts = ({ productA, productB }: LabelRow): readonly string[] =>
  productA === null ? [productB] : [productA, productB];

/** The label with the words of its products; undefined where one of them is not among the words. */
export function wordedLabel(
  row: LabelRow,
  words: ReadonlyMap<string, ProductWords>,
): LabelRow | undefined {
  const a = row.productA === null ? undefined : words.get(row.productA);
  const b = words.get(row.productB);
  if (b === undefined || (row.productA !== null && a === undefined)) return undefined;
  return {
    ...row,
    titleA: a?.title ?? null,
    typeA: a?.productType ?? null,
    titleB: b.title,
    typeB: b.productType,
    domain: b.domain,
  };
}
