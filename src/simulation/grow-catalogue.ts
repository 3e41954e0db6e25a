import { type Random, seededRandom } from "../statistics/random.ts";
import type { Shop, ShopProduct } from "./shop.ts";
import { streams } from "./streams.ts";

/**
 * As many products as asked for: first those that the shop has (some of them, drawn, where fewer are
 * asked for), then further ones modelled on them, of other brands, in the colours and sizes of their
 * type. What needs hang on stays as it is in the model, so that what is true of that is true of these.
 *
 * @param market its number, so that each sells other brands
 */
export function growCatalogue(
  shop: Shop,
  count: number,
  seed: number,
  market: number,
): readonly ShopProduct[] {
  const products = [...someOf(shop.products, count, seededRandom(seed, streams.growth, market, 0))];
  // What a sku comes to name later stays the shop's own.
  const models = shop.products.filter(({ fromDay, toDay }) => fromDay === null && toDay === null);
  for (let family = 1; products.length < count; family += 1) {
    const random = seededRandom(seed, streams.growth, market, family);
    const members = familyOf(shop, random.pick(models), `G${market}-${family}`, random);
    products.push(...members.slice(0, count - products.length));
  }
  return products;
}

/** So many of the items, any of them alike, in the order that they have; all where there are fewer. */
function someOf<Item>(items: readonly Item[], count: number, random: Random): readonly Item[] {
  const keys = items.map(() => random.next());
  const last = keys.toSorted((a, b) => a - b)[count - 1] ?? 1;
  return items.filter((_item, index) => (keys[index] ?? 1) <= last).slice(0, count);
}

/** One thing of another brand, in some of its type's variants. */
function familyOf(
  shop: Shop,
  model: ShopProduct,
  name: string,
  random: Random,
): readonly ShopProduct[] {
  const { brandStarts, brandEnds, series, variants } = shop.growth;
  const brand = `${random.pick(brandStarts)}${random.pick(brandEnds)}`;
  const branded = withValue(model, "brand", brand);
  const titled = { ...branded, title: `${branded.title}, ${random.pick(series)} Series` };
  const [fewest, most] = variants;
  const size = fewest + random.integer(most - fewest + 1);
  const choices = Object.entries(model.variants);
  const byTitle = new Map<string, ShopProduct>();
  for (let number = 0; number < size; number += 1) {
    const variant = choices.reduce(
      (product, [attribute, values]) => withValue(product, attribute, random.pick(values)),
      titled,
    );
    const price = Math.round(model.price * (0.6 + 0.9 * random.next()) * 100) / 100;
    byTitle.set(variant.title, {
      ...variant,
      price: byTitle.values().next().value?.price ?? price,
    });
  }
  const members = [...byTitle.values()];
  return members.map((product, index) => ({
    ...product,
    sku: `${name}-${index + 1}`,
    parent: members.length > 1 ? name : null,
  }));
}

/** The product with another value of an attribute: in the title too where it stands there, else behind it. */
function withValue(product: ShopProduct, attribute: string, value: string): ShopProduct {
  const before = product.attributes[attribute];
  const place = before === undefined ? -1 : wordPlace(product.title, before);
  const title =
    before !== undefined && place >= 0
      ? `${product.title.slice(0, place)}${titleCase(value)}${product.title.slice(place + before.length)}`
      : attribute === "brand"
        ? `${value} ${product.title}`
        : `${product.title}, ${titleCase(value)}`;
  return { ...product, title, attributes: { ...product.attributes, [attribute]: value } };
}

/** Where the words stand in the text as whole words, whatever their case; -1: nowhere. */
function wordPlace(text: string, words: string): number {
  const [where, what] = [text.toLowerCase(), words.toLowerCase()];
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(where.charAt(at));
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    if (!isLetter(at - 1) && !isLetter(at + what.length)) return at;
  }
  return -1;
}

const titleCase = (words: string): string =>
  words.replace(/(?<=^| )\p{Ll}/gu, (letter) => letter.toUpperCase());
