import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productTypeId } from "../domain/ids.ts";
import type { BehaviourPair } from "../domain/tables/pairs.ts";
import type { Product } from "../domain/tables/products.ts";
import { coBuy, productRow, shopDatasets } from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { seededRandom } from "../statistics/random.ts";
import { shuffled } from "../statistics/shuffled.ts";
import { typePairsBeyondChance } from "./type-pairs.ts";

const place = await openStorePlace();
const typeCount = 30;
const productsPerType = 10;
const typeOf = (number: number): string => `type ${number}`;
const idOf = (number: number): string => productTypeId("en-US", typeOf(number));

/** Each co-buy at a time of its own. */
const at = (index: number) => ({ firstSeen: 1000 * index, lastSeen: 1000 * index, count: 1 });

/** Products whose types are these, in order. */
const productsOf = (types: readonly string[]): readonly Product[] =>
  types.map((type, index) => productRow(`p${index}`, `Product ${index}`, type));

const allTypes = Array.from({ length: typeCount * productsPerType }, (_, index) =>
  typeOf(index % typeCount),
);

/** Co-buys at random, and 30 of different products of types 0 and 1, and of 2 and 3. */
function plantedPairs(products: readonly Product[]): readonly BehaviourPair[] {
  const random = seededRandom(7);
  const drawn = new Map<string, BehaviourPair>();
  const add = (one: Product | undefined, other: Product | undefined): void => {
    if (one === undefined || other === undefined || one === other) return;
    const [first, second] = one.id < other.id ? [one, other] : [other, one];
    const pair = coBuy(first, second, at(drawn.size));
    drawn.set(pair.id, pair);
  };
  for (let index = 0; index < 1500; index++) {
    add(random.pick(products), random.pick(products));
  }
  for (const [one, other] of [
    [0, 1],
    [2, 3],
  ] as const) {
    for (let index = 0; index < 30; index++) {
      const ofOther = Math.floor(index / productsPerType);
      add(
        products[one + typeCount * (index % productsPerType)],
        products[other + typeCount * ofOther],
      );
    }
  }
  return [...drawn.values()];
}

async function found(products: readonly Product[], pairs: readonly BehaviourPair[]) {
  const { store, sql } = toolsIn(place, place.newFolder());
  const datasets = await shopDatasets(store, { products, queries: [], pairs });
  const files = (name: "pairs" | "products") => ({ files: store.files(datasets[name]) });
  return sql.use((connection) =>
    typePairsBeyondChance(connection, { pairs: files("pairs"), products: files("products") }),
  );
}

const ends = (pairs: Awaited<ReturnType<typeof found>>): readonly string[] =>
  pairs.map(({ one, other }) => [one, other].toSorted().join(" "));
const together = (one: number, other: number): string =>
  [idOf(one), idOf(other)].toSorted().join(" ");

test("types that are bought together are found among what chance gives, and nothing else", async () => {
  const products = productsOf(allTypes);
  const pairs = await found(products, plantedPairs(products));
  assert.deepEqual(new Set(ends(pairs)), new Set([together(0, 1), together(2, 3)]));
  for (const { count, lift, logChance } of pairs) {
    assert.ok(count >= 30 && lift > 3 && logChance < Math.log(1e-5));
  }
});

test("where types are dealt to the products anew, nothing is left", async () => {
  const planted = plantedPairs(productsOf(allTypes));
  for (const seed of [1, 2, 3]) {
    const dealt = productsOf(shuffled(allTypes, seededRandom(seed)));
    assert.deepEqual(await found(dealt, planted), []);
  }
});

/** Two types of three products each, a co-buy of each with each, beside others that go with their own kind. */
function basket(times: (index: number) => object): Promise<readonly unknown[]> {
  const types = ["cup", "tea", ...Array.from({ length: 20 }, (_, index) => `other ${index}`)];
  const products = productsOf(types.flatMap((type) => [type, type, type]));
  const ofType = (type: string) => products.filter(({ productType }) => productType === type);
  const pairs = [["cup", "tea"], ...types.slice(2).map((type) => [type, type])].flatMap(
    ([one = "", other = ""]) =>
      ofType(one).flatMap((first) =>
        ofType(other).flatMap((second) => (first.id < second.id ? [[first, second] as const] : [])),
      ),
  );
  return found(
    products,
    pairs.map(([first, second], index) => coBuy(first, second, { count: 1, ...times(index) })),
  );
}

test("one large basket is no more than one", async () => {
  assert.equal((await basket(at)).length, 1);
  assert.deepEqual(await basket(() => at(1)), []);
});

test("two co-buys show nothing, and products without a type or of another language are left out", async () => {
  const tea = productRow("tea", "Tea", "tea");
  const cup = productRow("cup", "Cup", "cup");
  const untyped = productRow("odd", "Odd", null);
  const german = productRow("tasse", "Tasse", "tasse", { locale: "de-DE" });
  const often = { ...at(1), lastSeen: 9, count: 50 };
  const pairs = [
    coBuy(cup, tea, { ...at(1), count: 2 }),
    coBuy(cup, untyped, often),
    coBuy(tea, german, often),
  ];
  assert.deepEqual(await found([tea, cup, untyped, german], pairs), []);
});
