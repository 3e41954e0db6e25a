import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
} from "../stage/shop-for-tests.ts";
import { buckets, type Head, type HeadSources, readHeads, selectHeads } from "./head.ts";

const place = await openStorePlace();

async function sourcesOf(rows: ShopRows): Promise<HeadSources> {
  const store = openNewStore(place);
  const { pairs, queries, products } = await shopDatasets(store, rows);
  return {
    pairs: { files: store.files(pairs) },
    queries: { files: store.files(queries) },
    products: { files: store.files(products) },
    requestedHeads: { files: [] },
    unexplainedHeads: { files: [] },
  };
}

/** The selected heads by id, as all buckets together give them. */
const select = (
  sources: HeadSources,
  limit: number | null,
  seed = 1,
): Promise<ReadonlyMap<string, Head>> =>
  place.sql.use(async (connection) => {
    const count = await selectHeads(connection, sources, {
      ...{ limitPairs: limit, seed, unexplainedOnly: false },
    });
    const heads = new Map<string, Head>();
    for (const bucket of buckets) {
      for (const head of await readHeads(connection, bucket)) heads.set(head.id, head);
    }
    assert.equal(heads.size, count, "each head is in one bucket");
    return heads;
  });

const tent = productRow("tent", "Dome Tent 4 Person Waterproof", "Tent");
const lamp = productRow("lamp", "Bright Headlamp with Red Light", "Head Torch");
const rope = productRow("rope", "10 m Climbing Rope with Two Steel Carabiners", null);
const camping = queryRow("camping gear");

test("a head shows the query and the product: its title, with the type where the title does not say it", async () => {
  const pairs = [searchBuy(camping, tent), searchBuy(camping, lamp), coBuy(lamp, rope)];
  const [ofTent, ofLamp, ofBoth] = pairs.map(({ id }) => id);
  const sources = await sourcesOf({ pairs, queries: [camping], products: [tent, lamp, rope] });
  const heads = await select(sources, null);
  assert.deepEqual(heads.get(ofTent ?? ""), {
    id: ofTent,
    behaviour: "searchBuy",
    first: "camping gear",
    firstName: "camping gear",
    second: "Dome Tent 4 Person Waterproof",
    secondName: "tent",
  });
  assert.equal(heads.get(ofLamp ?? "")?.second, "Bright Headlamp with Red Light (Head Torch)");
  assert.deepEqual(heads.get(ofBoth ?? ""), {
    id: ofBoth,
    behaviour: "coBuy",
    first: "Bright Headlamp with Red Light (Head Torch)",
    firstName: "head torch",
    second: "10 m Climbing Rope with Two Steel Carabiners",
    // The first words of the title, where the type is not known.
    secondName: "10 m climbing rope with two",
  });
});

/** 18 pairs of two behaviours in three domains: three strata of 4 pairs and three of 2. */
const manyRows = ((): ShopRows => {
  const domains = ["Automotive", "Pet Supplies", "Video Games"];
  const products = Array.from({ length: 12 }, (_, index) =>
    productRow(`p${index}`, `Product ${index}`, `type ${index}`, {
      domain: domains[index % 3] ?? "Others",
    }),
  );
  const [first] = products;
  assert.ok(first);
  return {
    products,
    queries: [camping],
    pairs: [
      ...products.map((product) => searchBuy(camping, product)),
      ...products.slice(1, 7).map((product) => coBuy(first, product)),
    ],
  };
})();
const many = await sourcesOf(manyRows);
const everything = manyRows.pairs.length;
const stratumOf = new Map(
  manyRows.pairs.map(({ id, behaviour, headB }) => [
    id,
    `${behaviour} ${manyRows.products.find((product) => product.id === headB)?.domain}`,
  ]),
);

test("without a limit all pairs are asked about", async () => {
  assert.equal((await select(many, null)).size, everything);
});

test("a limit takes a part of what a larger limit takes, whatever the seed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: everything + 2 }),
      fc.integer({ min: 1, max: everything + 2 }),
      fc.nat(),
      async (one, other, seed) => {
        const [smaller, larger] = await Promise.all([
          select(many, Math.min(one, other), seed),
          select(many, Math.max(one, other), seed),
        ]);
        assert.equal(smaller.size, Math.min(one, other, everything));
        for (const id of smaller.keys()) assert.ok(larger.has(id));
      },
    ),
    { numRuns: 15 },
  );
});

test("behaviours and domains take turns: none is two ahead of one that has pairs left", async () => {
  const sizes = new Map<string, number>();
  for (const stratum of stratumOf.values()) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  assert.equal(sizes.size, 6);
  for (const limit of [6, 9, 14]) {
    const taken = new Map([...sizes.keys()].map((stratum) => [stratum, 0]));
    for (const id of (await select(many, limit)).keys()) {
      const stratum = stratumOf.get(id) ?? "";
      taken.set(stratum, (taken.get(stratum) ?? 0) + 1);
    }
    const most = Math.max(...taken.values());
    for (const [stratum, count] of taken) {
      assert.ok(count >= Math.min(most - 1, sizes.get(stratum) ?? 0), `${stratum}: ${count}`);
    }
  }
});

test("another seed draws other pairs, the same seed the same ones", async () => {
  const drawn = async (seed: number) => [...(await select(many, 6, seed)).keys()];
  assert.deepEqual(await drawn(1), await drawn(1));
  assert.notDeepEqual(await drawn(1), await drawn(2));
});
