/** A product type that serves a need of a simulated shop, with the attributes that it then must have. */
export interface ServedType {
  readonly type: string;
  /** Name to the values of which the product must have one. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** True when a product of this type and with these attributes is one of the types that serve. */
export const isServed = (
  serves: readonly ServedType[],
  productType: string | null,
  productAttributes: Readonly<Record<string, string>>,
): boolean =>
  serves.some(
    ({ type, attributes }) =>
      type === productType &&
      Object.entries(attributes).every(([name, allowed]) =>
        allowed.includes(productAttributes[name] ?? ""),
      ),
  );
