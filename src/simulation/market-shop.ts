import type { Need } from "./domain-files.ts";
import { growCatalogue } from "./grow-catalogue.ts";
import type { Market, Shop, ShopProduct } from "./shop.ts";

/** What one site sells, in the words of its people, and the needs as they are typed there. */
export interface MarketShop {
  readonly market: Market;
  readonly products: readonly ShopProduct[];
  readonly needs: readonly Need[];
}

/**
 * The sites on which the shop sells. As it is written, that is its own one; grown to a number of
 * products, it sells on all markets, and each has its part of them.
 *
 * @param products how many over all markets; null: as written
 */
export function marketShops(
  shop: Shop,
  products: number | null,
  seed: number,
): readonly MarketShop[] {
  const { site, locale, currency } = shop;
  const home: Market = { site, locale, currency, rate: 1, share: 1, words: {} };
  if (products === null) return [{ market: home, products: shop.products, needs: shop.needs }];
  const markets = [home, ...shop.growth.markets];
  const total = markets.reduce((sum, { share }) => sum + share, 0);
  // Rounded sums, so that all together there are as many as asked for.
  const upTo = (place: number): number =>
    Math.round(
      (products * markets.slice(0, place).reduce((sum, { share }) => sum + share, 0)) / total,
    );
  const shops = markets.map((market, index) => {
    const count = upTo(index + 1) - upTo(index);
    const say = localiser(market);
    return {
      market,
      products: growCatalogue(shop, count, seed, index).map((product) => ({
        ...product,
        title: say(product.title),
        price: Math.round(product.price * market.rate * 100) / 100,
      })),
      needs: shop.needs.map((need) => ({ ...need, queries: queriesSaid(need, say) })),
    };
  });
  return shops.filter((one) => one.products.length > 0);
}

/** The shop's needs with what is typed for them in any of its markets. */
export function needsOfAllMarkets(shop: Shop): readonly Need[] {
  const ways = shop.growth.markets.map(localiser);
  return shop.needs.map((need) => ({
    ...need,
    queries: [...need.queries, ...ways.flatMap((say) => queriesSaid(need, say))],
  }));
}

const queriesSaid = ({ queries }: Need, say: (text: string) => string): Need["queries"] =>
  queries.map((query) => ({ ...query, text: say(query.text) }));

/** Puts a market's words in the place of the shop's own, a capital letter for a capital letter. */
function localiser({ words }: Market): (text: string) => string {
  const own = Object.keys(words).sort((a, b) => b.length - a.length);
  if (own.length === 0) return (text) => text;
  const pattern = new RegExp(`\\b(?:${own.map(escaped).join("|")})(s?)\\b`, "gi");
  return (text) =>
    text.replace(pattern, (found: string, plural: string) => {
      const singular = found.slice(0, found.length - plural.length).toLowerCase();
      const word = words[found.toLowerCase()] ?? `${words[singular] ?? singular}${plural}`;
      return /^\p{Lu}/u.test(found) ? capital(word) : word;
    });
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
