import type { Product } from "../domain/tables/products.ts";

/** Of a product, what tells which needs it serves. */
export type TypedProduct = Pick<Product, "id" | "productType" | "attributes">;

/** Of a need of the simulated shop, what tells which heads have it. */
export interface TrueNeed {
  readonly id: string;
  readonly serves: readonly {
    readonly type: string;
    /** Name to the values of which the product must have one. */
    readonly attributes: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly queries: readonly { readonly text: string }[];
}

/** The types that serve a need, each once, in its order. */
export const servedTypes = ({ serves }: TrueNeed): readonly string[] => [
  ...new Set(serves.map(({ type }) => type)),
];

/** True when the product is of a type that serves the need, with the attributes that it must have. */
export const isServedBy = ({ serves }: TrueNeed, product: TypedProduct): boolean =>
  serves.some(
    ({ type, attributes }) =>
      type === product.productType &&
      Object.entries(attributes).every(([name, allowed]) =>
        allowed.includes(product.attributes[name] ?? ""),
      ),
  );
