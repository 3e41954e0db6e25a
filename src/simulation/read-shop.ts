import { readYamlFile, shopInvalid, yamlFiles } from "./read-yaml-file.ts";
import {
  type Need,
  needSchema,
  productFileSchema,
  type Shop,
  type ShopProduct,
  servesNeed,
  shopFileSchema,
} from "./shop.ts";

/**
 * Reads `shop.yaml`, `products/` and `needs/`. The folder `truth/` beside them is not touched:
 * what generates the log must not be judged by what it has read.
 *
 * @throws CosmoError SHOP_NOT_FOUND, or SHOP_INVALID naming file and field
 */
export async function readShop(folder: string): Promise<Shop> {
  const file = await readYamlFile(folder, "shop.yaml", shopFileSchema);
  const products = await readProducts(folder);
  const needs: Need[] = [];
  for (const name of await yamlFiles(folder, "needs")) {
    const need = await readYamlFile(folder, name, needSchema);
    checkNeed(name, need, products);
    needs.push(need);
  }
  if (needs.length === 0) throw shopInvalid("needs", "there is no YAML file in it");
  const types = new Set(products.map(({ type }) => type));
  for (const [place, type] of file.simulation.basket.habitTypes.entries()) {
    if (!types.has(type)) {
      const field = `shop.yaml: simulation.basket.habitTypes[${place}]`;
      throw shopInvalid(field, `no product has the type "${type}"`);
    }
  }
  return { ...file, products, needs };
}

async function readProducts(folder: string): Promise<readonly ShopProduct[]> {
  const products: ShopProduct[] = [];
  const placeOfSku = new Map<string, string>();
  for (const name of await yamlFiles(folder, "products")) {
    const file = await readYamlFile(folder, name, productFileSchema);
    for (const [index, product] of file.products.entries()) {
      const place = `${name}: products[${index}]`;
      const other = placeOfSku.get(product.sku);
      if (other !== undefined) {
        throw shopInvalid(`${place}.sku`, `${product.sku} is already the sku of ${other}`);
      }
      placeOfSku.set(product.sku, place);
      products.push({ ...product, domain: file.domain });
    }
  }
  if (products.length === 0) throw shopInvalid("products", "there is no YAML file in it");
  return products;
}

function checkNeed(file: string, need: Need, products: readonly ShopProduct[]): void {
  if (file !== `needs/${need.id}.yaml`) {
    throw shopInvalid(`${file}: id`, `${need.id} must be the name of the file`);
  }
  for (const [index, served] of need.serves.entries()) {
    const servesAlone = { ...need, serves: [served] };
    if (!products.some((product) => servesNeed(servesAlone, product))) {
      throw shopInvalid(
        `${file}: serves[${index}]`,
        `no product is a "${served.type}" with these attributes`,
      );
    }
  }
  for (const [index, { type }] of need.queries.entries()) {
    if (type !== null && !need.serves.some((served) => served.type === type)) {
      throw shopInvalid(`${file}: queries[${index}].type`, `the need is not served by "${type}"`);
    }
  }
}
