import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import type { ShopEvent } from "../domain/tables/events.ts";
import { type MarketShop, marketShops } from "./market-shop.ts";
import { readShop } from "./read-shop.ts";
import type { Shop } from "./shop.ts";
import { type SimulationOptions, simulateEvents } from "./simulate-events.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

export const sampleFolder: string = fileURLToPath(new URL("../../samples/shop", import.meta.url));

let sample: Promise<Shop> | undefined;

/** The sample shop, read once for all test files of a process. */
export function readSampleShop(): Promise<Shop> {
  sample ??= readShop(sampleFolder);
  return sample;
}

/** A shop that can be surveyed: campers and cooks, who need nothing of each other. */
const smallShopFiles: Readonly<Record<string, string>> = {
  "shop.yaml": `
name: Small Shop
site: small
locale: en-US
currency: USD
writtenBy: a test
growth:
  variants: [1, 4]
  brandStarts: [Al, Bar, Cor]
  brandEnds: [dale, mere, ton]
  series: [Aspen, Birch]
  markets:
    - { site: small-uk, locale: en-GB, currency: GBP, rate: 0.8, share: 0.5, words: { flashlight: torch, diaper: nappy, diapers: nappies, tire: tyre } }
`,
  "simulation.yaml": `
log: { from: 2026-01-01, days: 30, sessions: 1000, seed: 1 }
demand: { exponent: 0, offSeason: 0.2, queries: 0.5, products: 0.5, audience: 2, otherAudience: 0.5, otherRegion: 0.2 }
catalogue: { newPerDay: 0, outOfStockPerDay: 0, outOfStockDays: [2, 4] }
shoppers: { known: 0.8, visits: 4, exponent: 0.3, kinds: [1, 1], regions: { coast: 1, mountains: 1 }, regionsEach: 1, heavy: 0.02, appetite: 1.5, bots: 0, botSearches: [15, 20] }
search: { results: 3, pages: 2, nextPage: 0.5, most: 3, reformulate: 0.5, further: 0.5, rare: 0, personal: 0 }
click: { wanted: 0.9, related: 0.5, near: 0.2, other: 0.1, positionBias: 0.5 }
purchase: { cart: 0.6, cartOther: 0.1, buy: 0.6, several: 0.1, return: 0.1 }
basket: { sameNeed: 0.3, chance: 0.1, habit: 0.1, habitTypes: [coffee beans], gift: 0.1, giftExtra: 0.5, giftTypes: [gift wrap] }
arms:
  - { name: control, share: 1, purchase: 1 }
  - { name: treatment, share: 1, purchase: 1.15 }
`,
  "domains/outdoors/products.yaml": `
domain: Sports & Outdoors
types:
  tent: { category: [Camping, Tents], variants: { color: [green, orange, sand] } }
  sleeping bag: { category: [Camping, Bedding], variants: { size: [regular, long] } }
  flashlight: { category: [Lights] }
  tire inflator: { category: [Cycling] }
products:
  - { sku: OU-1, title: "Alder Dome Tent, Green", type: tent, price: 90, attributes: { brand: Alder, color: green } }
  - { sku: OU-2, parent: OU-P, title: "Bramble Winter Sleeping Bag", type: sleeping bag, price: 120, attributes: { brand: Bramble, season: winter } }
  - { sku: OU-3, parent: OU-P, title: "Bramble Summer Sleeping Bag", type: sleeping bag, price: 60, attributes: { brand: Bramble, season: summer } }
  - { sku: OU-4, title: "Glow Flashlight", type: flashlight, price: 20, attributes: { power: hand crank } }
  - { sku: OU-5, title: "Tire Inflator that is Never Tired", type: tire inflator, price: 35 }
  - { sku: OU-6, title: "Cedar Tunnel Tent", type: tent, price: 150, later: { day: 11, title: "Copper Pour Over Kettle", type: flashlight, price: 9 } }
`,
  "domains/outdoors/needs.yaml": `
needs:
  - id: winter-camping
    description: To sleep out in the snow.
    demand: 5
    season: [12, 1, 2]
    regions: [mountains]
    audience: [campers]
    contradicts: [summer-camping]
    serves: [{ type: sleeping bag, attributes: { season: winter } }, { type: tent }, { type: flashlight }]
    queries:
      - { text: camping in snow, kind: broad }
      - { text: winter sleeping bag, kind: exact, type: sleeping bag }
      - { text: wintr tent, kind: misspelt, type: tent }
  - id: summer-camping
    description: To sleep out where it is warm.
    demand: 5
    audience: [campers]
    contradicts: [winter-camping]
    serves: [{ type: sleeping bag, attributes: { season: [summer, spring] } }, { type: tent }]
    queries: [{ text: summer camping, kind: broad }, { text: summer sleeping bag, kind: exact, type: sleeping bag }]
`,
  "domains/outdoors/truth.yaml": "needs: {}\n",
  "domains/kitchen/products.yaml": `
domain: Home & Kitchen
types:
  kettle: { category: [Kettles], variants: { color: [copper, black] } }
  coffee beans: { category: [Coffee] }
  gift wrap: { category: [Presents] }
  diapers: { category: [Baby] }
products:
  - { sku: KI-1, title: Hob Kettle, type: kettle, price: 40, attributes: { color: black } }
  - { sku: KI-2, title: Dark Coffee Beans, type: coffee beans, price: 12 }
  - { sku: KI-3, title: Mild Coffee Beans, type: coffee beans, price: 11 }
  - { sku: KI-4, title: Striped Gift Wrap, type: gift wrap, price: 4 }
  - { sku: KI-5, title: Soft Diapers and one Diaper more, type: diapers, price: 30 }
`,
  "domains/kitchen/needs.yaml": `
needs:
  - id: morning-coffee
    description: To wake up.
    demand: 5
    audience: [cooks]
    serves: [{ type: kettle }, { type: coffee beans }]
    queries: [{ text: morning coffee, kind: broad }, { text: hob kettle, kind: exact, type: kettle }]
`,
  "domains/kitchen/truth.yaml": "needs: {}\n",
};

/** Writes the small shop into a folder of its own, which is removed when the tests are over. */
export function smallShopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-shop-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(smallShopFiles)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Puts other words in the place of some that stand in a file of a shop. */
export function change(folder: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(folder, file), "utf8");
  assert.ok(before.includes(from), `${file} has no ${from}`);
  writeFileSync(join(folder, file), before.replaceAll(from, to));
}

export const readSmallShop = (): Promise<Shop> => readShop(smallShopFolder());

/** Settings with other values in some of their groups. */
export function settingsWith(
  settings: SimulationSettings,
  changes: { readonly [Group in keyof SimulationSettings]?: Partial<SimulationSettings[Group]> },
): SimulationSettings {
  const entries = Object.entries(settings).map(([group, value]) => {
    const other = changes[group as keyof SimulationSettings];
    if (other === undefined) return [group, value];
    return [group, Array.isArray(value) ? other : { ...value, ...other }];
  });
  return Object.fromEntries(entries) as SimulationSettings;
}

/** The log of the shop's own site; what is not given is as its settings say. */
export function simulateShop(
  shop: Shop,
  options: Partial<SimulationOptions>,
): readonly ShopEvent[] {
  return simulateMarkets(marketShops(shop, null, 1), shop, options);
}

export const simulateMarkets = (
  markets: readonly MarketShop[],
  { simulation }: Shop,
  options: Partial<SimulationOptions>,
): readonly ShopEvent[] => [
  ...simulateEvents(markets, { settings: simulation, ...simulation.log, ...options }),
];
