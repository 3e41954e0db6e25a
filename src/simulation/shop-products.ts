import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import type { Product } from "../domain/tables/products.ts";
import type { MarketShop } from "./market-shop.ts";
import { dayMs } from "./simulate-events.ts";

/**
 * A catalogue as rows of the table `products`.
 * @param from when the log begins, in milliseconds since 1970 UTC
 */
export function* shopProducts({ market, products }: MarketShop, from: number): Generator<Product> {
  const timeOf = (day: number | null): number | null => (day === null ? null : from + day * dayMs);
  for (const product of products) {
    const { sku, epoch, parent, title, type, domain, category, attributes } = product;
    yield {
      id: productId(market.site, sku, epoch),
      site: market.site,
      sku,
      epoch,
      parent,
      title,
      titleHash: hashOf(title),
      productType: type,
      domain,
      categoryPath: [domain, ...category],
      attributes,
      locale: market.locale,
      validFrom: timeOf(product.fromDay),
      validTo: timeOf(product.toDay),
    };
  }
}
