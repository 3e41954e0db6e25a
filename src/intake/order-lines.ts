import { z } from "zod";
import { Problem } from "./import-item.ts";

/** Settings of imports of order lines. */
export const orderLinesConfig = z
  .strictObject({
    /** Codes that stand where a product should and are none: postage, discounts, fees, corrections. */
    notProducts: z
      .array(z.string().min(1))
      .default([
        ...["POST", "DOT", "C2", "M", "D", "B", "S", "PADS", "CRUK", "BANK CHARGES", "AMAZONFEE"],
        ...["POSTAGE", "SHIPPING", "DISCOUNT"],
      ]),
  })
  .prefault({});

/** The codes as they are compared: in capitals. */
export const notProductCodes = ({
  notProducts,
}: z.output<typeof orderLinesConfig>): ReadonlySet<string> =>
  new Set(notProducts.map((code) => code.toUpperCase()));

const notProduct = new Problem(
  "ORDER_LINE_NOT_PRODUCT",
  "The line is postage, a fee, a discount or a correction, and no product (order-lines.not-products in cosmo.yaml).",
);
const withoutPrice = new Problem(
  "ORDER_LINE_UNPRICED",
  "The unit price is 0: a gift, a sample or a correction of the stock, and no purchase.",
);

/**
 * Why a line of an order is no purchase of a product, or null where it is one.
 * @param notProducts in capitals
 */
export function orderLineProblem(
  product: string | null,
  unitPrice: number | null,
  notProducts: ReadonlySet<string>,
): Problem | null {
  if (product !== null && notProducts.has(product.toUpperCase())) return notProduct;
  return unitPrice === 0 ? withoutPrice : null;
}
