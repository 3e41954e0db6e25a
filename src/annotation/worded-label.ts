import type { LabelRow } from "../domain/tables/labels.ts";
import type { Product } from "../domain/tables/products.ts";

/** What a label takes of a product. */
export type ProductWords = Pick<Product, "title" | "productType" | "domain">;

/** Ids of the products that a label is about; none for one about a type or a query for it. */
export const labelledProducts = ({ productA, productB }: LabelRow): readonly string[] =>
  [productA, productB].filter((id) => id !== null);

/** The product types that a label is about, those of its products or its own; an untyped product is one of its own. */
export const labelledTypes = ({
  productA,
  typeA,
  titleA,
  typeB,
  titleB,
}: LabelRow): readonly string[] => [
  ...(productA === null ? [] : [typeA ?? titleA ?? ""]),
  typeB ?? titleB ?? "",
];

/**
 * The label with the words of its products; undefined where one of them is not among the words. A type
 * that the label itself names stands where the catalogue says none.
 */
export function wordedLabel(
  row: LabelRow,
  words: ReadonlyMap<string, ProductWords>,
): LabelRow | undefined {
  if (labelledProducts(row).some((id) => !words.has(id))) return undefined;
  if (row.productB === null) return row;
  const a = words.get(row.productA ?? "");
  const b = words.get(row.productB);
  return {
    ...row,
    titleA: a?.title ?? null,
    typeA: a?.productType ?? null,
    titleB: b?.title ?? null,
    typeB: b?.productType ?? row.typeB,
    domain: b?.domain ?? null,
  };
}
