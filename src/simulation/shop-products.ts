import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import type { Product } from "../domain/tables/products.ts";
import type { Shop } from "./shop.ts";

/** The shop's catalogue as rows of the table `products`, all of the first epoch. */
export function shopProducts(shop: Shop): readonly Product[] {
  return shop.products.map((product) => ({
    id: productId(shop.site, product.sku, 1),
    site: shop.site,
    sku: product.sku,
    epoch: 1,
    parent: product.parent,
    title: product.title,
    titleHash: hashOf(product.title),
    productType: product.type,
    domain: product.domain,
    categoryPath: [product.domain, ...product.category],
    attributes: product.attributes,
    locale: shop.locale,
    validFrom: null,
    validTo: null,
  }));
}
