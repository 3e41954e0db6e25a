import type { ServedType } from "../domain/served-type.ts";
import type { Product } from "../domain/tables/products.ts";

/** Of a product, what tells which needs it serves. */
export type TypedProduct = Pick<Product, "id" | "productType" | "attributes">;

/** Of a need of the simulated shop, what tells which heads have it. */
export interface TrueNeed {
  readonly id: string;
  readonly serves: readonly ServedType[];
  readonly queries: readonly { readonly text: string }[];
}

/** The types that serve a need, each once, in its order. */
export const servedTypes = ({ serves }: TrueNeed): readonly string[] => [
  ...new Set(serves.map(({ type }) => type)),
];
