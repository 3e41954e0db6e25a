import { readdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import { ownValue } from "../domain/own-value.ts";
import { foldersIn } from "../yaml-files/folders-in.ts";
import { readYamlFile } from "../yaml-files/read-yaml-file.ts";
import {
  type Need,
  needFileSchema,
  type ProductFile,
  productFileSchema,
  type WrittenProduct,
} from "./domain-files.ts";
import { type Shop, type ShopProduct, servesNeed, shopFileSchema } from "./shop.ts";
import { shopFaults } from "./shop-faults.ts";
import { type SimulationSettings, simulationSchema } from "./simulation-settings.ts";

/** The settings of a log, in the shop's folder; another file of the same form can take its place. */
export const usualSettings = "simulation.yaml";

/**
 * Reads `shop.yaml`, the settings, and the products and needs of every folder in `domains/`. What is
 * true of the needs lies beside them and is not touched: what generates the log must not be judged
 * by what it has read.
 *
 * @param settings path of the file with the settings, from the shop's folder
 * @throws CosmoError SHOP_NOT_FOUND, SETTINGS_NOT_FOUND, or SHOP_INVALID naming file and field
 */
export async function readShop(folder: string, settings = usualSettings): Promise<Shop> {
  const file = await readYamlFile(folder, "shop.yaml", shopFileSchema, shopFaults);
  const simulation = await readSettings(folder, settings);
  const products: ShopProduct[] = [];
  const skus = new Map<string, string>();
  const needs: Need[] = [];
  const places = new Map<Need, string>();
  for (const domain of await foldersIn(folder, "domains", shopFaults)) {
    const productFile = `${domain}/products.yaml`;
    const written = await readYamlFile(folder, productFile, productFileSchema, shopFaults);
    for (const [index, product] of written.products.entries()) {
      const place = `${productFile}: products[${index}]`;
      const other = skus.get(product.sku);
      if (other !== undefined) {
        throw shopFaults.invalid(`${place}.sku`, `${product.sku} is already the sku of ${other}`);
      }
      skus.set(product.sku, place);
      products.push(...epochsOf(place, product, written));
    }
    const needFile = `${domain}/needs.yaml`;
    const { needs: ofDomain } = await readYamlFile(folder, needFile, needFileSchema, shopFaults);
    for (const [index, need] of ofDomain.entries()) {
      places.set(need, `${needFile}: needs[${index}]`);
      needs.push(need);
    }
  }
  if (needs.length === 0) throw shopFaults.invalid("domains", "no domain has a need");
  const shop = { ...file, simulation, products, needs };
  for (const [need, place] of places) checkNeed(place, need, shop);
  checkTypes(settings, shop);
  return shop;
}

async function readSettings(folder: string, settings: string): Promise<SimulationSettings> {
  const path = resolve(folder, settings);
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => /^simulation.*\.yaml$/.test(name)).sort();
  return readYamlFile(dirname(path), basename(path), simulationSchema, {
    ...shopFaults,
    missing: (missing, cause) =>
      new CosmoError("SETTINGS_NOT_FOUND", `There is no file of settings ${missing}`, {
        hint: `In the shop's folder there are: ${others.join(", ") || "none"}.`,
        cause,
        exitCode: 2,
      }),
  });
}

/** A product, and what its sku comes to name later. */
function epochsOf(
  place: string,
  { later, ...product }: WrittenProduct,
  { domain, types }: ProductFile,
): readonly ShopProduct[] {
  const aboutType = (type: string, field: string): ProductFile["types"][string] => {
    const about = ownValue(types, type);
    if (about === undefined) {
      throw shopFaults.invalid(`${place}.${field}`, `"${type}" is not among the types`);
    }
    return about;
  };
  const day = later === null ? null : later.day - 1;
  const first: ShopProduct = {
    ...product,
    ...aboutType(product.type, "type"),
    domain,
    epoch: 1,
    fromDay: null,
    toDay: day,
  };
  if (later === null) return [first];
  const { title, type, price, attributes } = later;
  return [
    first,
    {
      ...{ sku: product.sku, parent: null, epoch: 2, title, type, price, attributes, domain },
      ...aboutType(type, "later.type"),
      fromDay: day,
      toDay: null,
    },
  ];
}

function checkNeed(place: string, need: Need, { products, needs, simulation }: Shop): void {
  if (needs.filter(({ id }) => id === need.id).length > 1) {
    throw shopFaults.invalid(`${place}.id`, `${need.id} is the id of another need too`);
  }
  for (const [index, served] of need.serves.entries()) {
    const servesAlone = { serves: [served] };
    if (!products.some((product) => servesNeed(servesAlone, product))) {
      throw shopFaults.invalid(
        `${place}.serves[${index}]`,
        `no product is a "${served.type}" with these attributes`,
      );
    }
  }
  for (const [index, { type }] of need.queries.entries()) {
    if (type !== null && !need.serves.some((served) => served.type === type)) {
      throw shopFaults.invalid(
        `${place}.queries[${index}].type`,
        `the need is not served by "${type}"`,
      );
    }
  }
  for (const [index, other] of need.contradicts.entries()) {
    if (!needs.some(({ id }) => id === other)) {
      throw shopFaults.invalid(`${place}.contradicts[${index}]`, `there is no need "${other}"`);
    }
  }
  for (const [index, region] of (need.regions ?? []).entries()) {
    if (!Object.hasOwn(simulation.shoppers.regions, region)) {
      throw shopFaults.invalid(`${place}.regions[${index}]`, `no shopper lives in "${region}"`);
    }
  }
}

/** The types that the settings name must be somebody's. */
function checkTypes(settings: string, { simulation: { basket }, products }: Shop): void {
  const types = new Set(products.map(({ type }) => type));
  for (const list of ["habitTypes", "giftTypes"] as const) {
    for (const [place, type] of basket[list].entries()) {
      if (types.has(type)) continue;
      throw shopFaults.invalid(
        `${settings}: basket.${list}[${place}]`,
        `no product has the type "${type}"`,
      );
    }
  }
}
